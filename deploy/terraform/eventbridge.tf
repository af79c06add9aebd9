# From EventBridge to the queue: notices of objects, or the events themselves.

locals {
  # By name: the bus, and the pattern of what is sent on.
  rules = merge(
    local.by_rule ? {
      objects = {
        bus = "default"
        pattern = jsonencode({
          source        = ["aws.s3"]
          "detail-type" = ["Object Created"]
          detail = {
            bucket = { name = [var.bucket] }
            object = { key = [for prefix in var.prefixes : { prefix = prefix }] }
          }
        })
        state = "ENABLED"
      }
    } : {},
    !local.of_objects && var.cloudtrail_events ? {
      cloudtrail = {
        bus = "default"
        pattern = jsonencode({
          "detail-type" = [
            "AWS API Call via CloudTrail",
            "AWS Console Action via CloudTrail",
            "AWS Console Sign In via CloudTrail",
            "AWS Service Event via CloudTrail",
            "AWS Insight via CloudTrail",
          ]
        })
        state = var.cloudtrail_read_only_events ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED"
      }
    } : {},
    !local.of_objects ? {
      for name, source in var.partner_event_sources : name => {
        bus = source
        # Everything that the partner sends; a pattern may not be empty.
        pattern = jsonencode({ source = [{ prefix = "aws.partner/" }] })
        state   = "ENABLED"
      }
    } : {},
  )

  rule_arns = [for rule in aws_cloudwatch_event_rule.this : rule.arn]
}

# A partner's bus has the name of its source.
resource "aws_cloudwatch_event_bus" "partner" {
  for_each = local.of_objects ? {} : var.partner_event_sources

  name              = each.value
  event_source_name = each.value
  tags              = var.tags
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.rules

  name           = "${var.name}-${each.key}"
  description    = "To the queue ${var.name} of iota"
  event_bus_name = each.value.bus
  event_pattern  = each.value.pattern
  state          = each.value.state
  tags           = var.tags

  depends_on = [aws_cloudwatch_event_bus.partner]
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = aws_cloudwatch_event_rule.this

  rule           = each.value.name
  event_bus_name = each.value.event_bus_name
  target_id      = "iota"
  arn            = aws_sqs_queue.this.arn

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }
}
