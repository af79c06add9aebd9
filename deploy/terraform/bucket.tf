# From the bucket to the queue.

locals {
  bucket_arn = "arn:${data.aws_partition.this.partition}:s3:::${var.bucket}"
}

resource "aws_sns_topic" "this" {
  # checkov:skip=CKV_AWS_26:S3 publishes to an encrypted topic by a customer's key alone; what passes through are names of objects.
  count = local.by_topic ? 1 : 0

  name = "${var.name}-objects"
  tags = var.tags
}

data "aws_iam_policy_document" "topic" {
  count = local.by_topic ? 1 : 0

  statement {
    sid       = "Bucket"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this[0].arn]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [local.bucket_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.this.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  count = local.by_topic ? 1 : 0

  arn    = aws_sns_topic.this[0].arn
  policy = data.aws_iam_policy_document.topic[0].json
}

resource "aws_sns_topic_subscription" "this" {
  count = local.by_topic ? 1 : 0

  topic_arn            = aws_sns_topic.this[0].arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.this.arn
  raw_message_delivery = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
  })

  # What the topic cannot deliver at once it does not try again for long.
  depends_on = [aws_sqs_queue_policy.this, aws_sqs_queue_policy.dead]
}

resource "aws_s3_bucket_notification" "this" {
  count = local.of_objects && var.route != "none" && var.manage_bucket_notification ? 1 : 0

  bucket      = var.bucket
  eventbridge = local.by_rule

  dynamic "topic" {
    for_each = local.by_topic ? var.prefixes : []

    content {
      topic_arn     = aws_sns_topic.this[0].arn
      events        = ["s3:ObjectCreated:*"]
      filter_prefix = topic.value
    }
  }

  dynamic "queue" {
    for_each = local.by_s3 ? var.prefixes : []

    content {
      queue_arn     = aws_sqs_queue.this.arn
      events        = ["s3:ObjectCreated:*"]
      filter_prefix = queue.value
    }
  }

  # S3 sends a test when this is set, and refuses where that is refused.
  depends_on = [aws_sns_topic_policy.this, aws_sqs_queue_policy.this]

  lifecycle {
    precondition {
      condition     = var.bucket != ""
      error_message = "`bucket` is needed: where are the logs?"
    }
  }
}
