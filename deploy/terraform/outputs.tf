output "queue_url" {
  description = "For `--sqs-queue-url`."
  value       = aws_sqs_queue.this.url
}

output "queue_arn" {
  description = "The queue."
  value       = aws_sqs_queue.this.arn
}

output "dead_letter_queue_url" {
  description = "For `--dlq-url`."
  value       = aws_sqs_queue.dead.url
}

output "dead_letter_queue_arn" {
  description = "The dead-letter queue."
  value       = aws_sqs_queue.dead.arn
}

output "topic_arn" {
  description = "The topic of the bucket's notices, for others to subscribe to. Null for other routes."
  value       = one(aws_sns_topic.this[*].arn)
}

output "role_arn" {
  description = "For the annotation of the service account."
  value       = aws_iam_role.this.arn
}

output "settings" {
  description = "iota's settings as environment variables, for deploy/kubernetes/iota.env or the values `env` of the chart."

  value = merge(
    {
      IOTA_MODE          = var.mode
      IOTA_SQS_QUEUE_URL = aws_sqs_queue.this.url
      IOTA_DLQ_URL       = aws_sqs_queue.dead.url
      IOTA_AWS_REGION    = data.aws_region.this.name
    },
    local.of_objects ? { IOTA_S3_BUCKET = var.bucket } : {},
    var.data_lake_bucket == "" ? {} : { IOTA_DATA_LAKE_BUCKET = var.data_lake_bucket },
  )
}
