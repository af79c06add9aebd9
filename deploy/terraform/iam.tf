# The role of the pods: what iota calls, on what it was told of, and nothing else.

locals {
  oidc_issuer = try(split("oidc-provider/", var.oidc_provider_arn)[1], "")
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.identity == "irsa" ? [1] : []

    content {
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [var.oidc_provider_arn]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.oidc_issuer}:sub"
        values   = ["system:serviceaccount:${var.namespace}:${var.service_account}"]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.oidc_issuer}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }

  dynamic "statement" {
    for_each = var.identity == "pod-identity" ? [1] : []

    content {
      actions = ["sts:AssumeRole", "sts:TagSession"]

      principals {
        type        = "Service"
        identifiers = ["pods.eks.amazonaws.com"]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [data.aws_caller_identity.this.account_id]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  description        = "Pods of iota, ${var.namespace}/${var.service_account}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.tags

  lifecycle {
    precondition {
      condition     = var.identity == "irsa" ? local.oidc_issuer != "" : var.cluster_name != ""
      error_message = "`irsa` needs `oidc_provider_arn`, `pod-identity` needs `cluster_name`."
    }
  }
}

resource "aws_eks_pod_identity_association" "this" {
  count = var.identity == "pod-identity" ? 1 : 0

  cluster_name    = var.cluster_name
  namespace       = var.namespace
  service_account = var.service_account
  role_arn        = aws_iam_role.this.arn
  tags            = var.tags
}

data "aws_iam_policy_document" "this" {
  statement {
    sid       = "Queue"
    resources = [aws_sqs_queue.this.arn]

    actions = [
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
    ]
  }

  statement {
    sid = "DeadLetters"
    # Some are looked at for their age, and stay where they are.
    actions   = ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
    resources = [aws_sqs_queue.dead.arn]
  }

  dynamic "statement" {
    for_each = local.of_objects ? [1] : []

    content {
      sid       = "Objects"
      actions   = ["s3:GetObject", "s3:GetObjectVersion"]
      resources = [for prefix in var.prefixes : "${local.bucket_arn}/${prefix}*"]
    }
  }

  # Without it S3 answers 403 for an object that is gone, and the readiness probe cannot ask for the bucket.
  dynamic "statement" {
    for_each = local.of_objects ? [1] : []

    content {
      sid       = "Bucket"
      actions   = ["s3:ListBucket"]
      resources = [local.bucket_arn]
    }
  }

  dynamic "statement" {
    for_each = length(var.kms_key_arns) > 0 ? [1] : []

    content {
      sid       = "Keys"
      actions   = ["kms:Decrypt"]
      resources = var.kms_key_arns

      condition {
        test     = "StringLike"
        variable = "kms:ViaService"
        values   = ["s3.*.amazonaws.com"]
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.assume_role_arns) > 0 ? [1] : []

    content {
      sid       = "OtherAccounts"
      actions   = ["sts:AssumeRole"]
      resources = var.assume_role_arns
    }
  }

  dynamic "statement" {
    for_each = var.data_lake_bucket != "" ? [1] : []

    content {
      sid       = "LakeFiles"
      actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
      resources = ["arn:${data.aws_partition.this.partition}:s3:::${var.data_lake_bucket}/${var.data_lake_prefix}*"]
    }
  }

  dynamic "statement" {
    for_each = var.data_lake_bucket != "" ? [1] : []

    content {
      sid       = "LakeBucket"
      actions   = ["s3:ListBucket"]
      resources = ["arn:${data.aws_partition.this.partition}:s3:::${var.data_lake_bucket}"]
    }
  }

  dynamic "statement" {
    for_each = var.data_lake_kms_key_arn != "" ? [1] : []

    content {
      sid       = "LakeKey"
      actions   = ["kms:GenerateDataKey", "kms:Decrypt"]
      resources = [var.data_lake_kms_key_arn]

      condition {
        test     = "StringLike"
        variable = "kms:ViaService"
        values   = ["s3.*.amazonaws.com"]
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.alert_topic_arns) > 0 ? [1] : []

    content {
      sid       = "Alerts"
      actions   = ["sns:Publish"]
      resources = var.alert_topic_arns
    }
  }

  dynamic "statement" {
    for_each = length(var.alert_queue_arns) > 0 ? [1] : []

    content {
      sid       = "AlertQueues"
      actions   = ["sqs:SendMessage"]
      resources = var.alert_queue_arns
    }
  }
}

resource "aws_iam_role_policy" "this" {
  name   = "iota"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
