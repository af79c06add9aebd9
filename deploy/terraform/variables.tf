variable "name" {
  description = "Name of everything that is made, and its prefix where there are several."
  type        = string
  default     = "iota"

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,40}$", var.name))
    error_message = "1 to 40 letters, digits and hyphens."
  }
}

variable "mode" {
  description = "What is in the queue: `sqs`, notices of objects in S3, or `eventbridge`, the events themselves. iota's own `--mode`; a queue serves one."
  type        = string
  default     = "sqs"

  validation {
    condition     = contains(["sqs", "eventbridge"], var.mode)
    error_message = "Either sqs or eventbridge."
  }
}

variable "tags" {
  description = "Tags of everything that has any."
  type        = map(string)
  default     = {}
}

# Where logs are.

variable "bucket" {
  description = "Bucket with the logs. Empty where `mode` is `eventbridge`."
  type        = string
  default     = ""
}

variable "prefixes" {
  description = "Prefixes of the keys that are read, and that notices are sent of. They may not overlap."
  type        = list(string)
  default     = ["AWSLogs/"]

  validation {
    condition     = length(var.prefixes) > 0
    error_message = "At least one; \"\" is the whole bucket."
  }
}

variable "route" {
  description = "How notices get to the queue: `topic` (S3 to SNS to SQS, so that others can subscribe too), `queue` (S3 to SQS), `eventbridge` (S3 to EventBridge to SQS; the bucket's own notifications stay as they are once EventBridge is switched on), `none` (they come some other way: `sender_arns`)."
  type        = string
  default     = "topic"

  validation {
    condition     = contains(["topic", "queue", "eventbridge", "none"], var.route)
    error_message = "One of topic, queue, eventbridge, none."
  }
}

variable "manage_bucket_notification" {
  description = "Whether to set the bucket's notifications. A bucket has one set of them: what is there already is REPLACED. Where it is managed elsewhere, say false and add `topic_arn` or `queue_arn` there, or have EventBridge switched on there."
  type        = bool
  default     = true
}

variable "sender_arns" {
  description = "Topics that may send to the queue besides: CloudTrail's own, or that of a log archive account."
  type        = list(string)
  default     = []
}

variable "kms_key_arns" {
  description = "Keys that the objects are encrypted with."
  type        = list(string)
  default     = []
}

# Events.

variable "cloudtrail_events" {
  description = "Whether events of CloudTrail on the default bus are sent to the queue, in the mode `eventbridge`. Each region has its own bus."
  type        = bool
  default     = true
}

variable "cloudtrail_read_only_events" {
  description = "Whether those include calls that change nothing (`Get*`, `List*`, `Describe*`), which are most."
  type        = bool
  default     = true
}

variable "partner_event_sources" {
  description = "Partner event sources by a name of your choice, as EventBridge lists them once the partner has made them: `{ okta = \"aws.partner/okta.com/example/stream\" }`. A bus is made for each, and its events are sent to the queue."
  type        = map(string)
  default     = {}
}

# The queue.

variable "visibility_timeout_seconds" {
  description = "How long a message is hidden from others while one pod has it. iota extends it while work goes on: it is how soon another pod takes over what a killed one had."
  type        = number
  default     = 300
}

variable "retention_seconds" {
  description = "How long messages wait in the queue, at most: the longest outage of iota that loses nothing."
  type        = number
  default     = 1209600
}

variable "max_receive_count" {
  description = "How often a message is tried before it goes to the dead-letter queue."
  type        = number
  default     = 10
}

# Who runs iota.

variable "identity" {
  description = "How the pods get their role: `irsa` (an OIDC provider, `oidc_provider_arn`) or `pod-identity` (the EKS agent)."
  type        = string
  default     = "irsa"

  validation {
    condition     = contains(["irsa", "pod-identity"], var.identity)
    error_message = "Either irsa or pod-identity."
  }
}

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM. For `irsa`."
  type        = string
  default     = ""
}

variable "cluster_name" {
  description = "The EKS cluster. For `pod-identity`."
  type        = string
  default     = ""
}

variable "namespace" {
  description = "Namespace of the pods."
  type        = string
  default     = "iota"
}

variable "service_account" {
  description = "Service account of the pods."
  type        = string
  default     = "iota"
}

variable "assume_role_arns" {
  description = "Roles of other accounts that iota may take to read their buckets (`[[assume_role]]` in iota.toml)."
  type        = list(string)
  default     = []
}

variable "data_lake_bucket" {
  description = "Bucket that every record is kept in (`--data-lake-bucket`). Empty for none."
  type        = string
  default     = ""
}

variable "data_lake_prefix" {
  description = "Prefix of what is written there. The role may write nothing else."
  type        = string
  default     = ""
}

variable "data_lake_kms_key_arn" {
  description = "Key that the lake is encrypted with. Empty for none."
  type        = string
  default     = ""
}

variable "alert_topic_arns" {
  description = "Topics that alerts are published to (outputs of the type `sns`)."
  type        = list(string)
  default     = []
}

variable "alert_queue_arns" {
  description = "Queues that alerts are sent to (outputs of the type `sqs`)."
  type        = list(string)
  default     = []
}

# Alarms.

variable "alarm_actions" {
  description = "What is told when an alarm goes off and when it ends, as a topic of those on call."
  type        = list(string)
  default     = []
}

variable "alarm_oldest_message_seconds" {
  description = "Age of the oldest message from which on iota is too far behind."
  type        = number
  default     = 900
}

variable "alarm_silence_seconds" {
  description = "How long nothing may come in before that is an alarm: a trail that was stopped looks like a quiet day. A multiple of 60, to 86,400."
  type        = number
  default     = 3600

  validation {
    condition     = var.alarm_silence_seconds % 60 == 0 && var.alarm_silence_seconds >= 60 && var.alarm_silence_seconds <= 86400
    error_message = "A multiple of 60, from 60 to 86,400."
  }
}
