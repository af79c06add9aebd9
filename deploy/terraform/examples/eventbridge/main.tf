# CloudTrail's events of one region and Okta's, within seconds, as events: a queue of its own, and pods of their own.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40, < 7.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

module "iota_events" {
  source = "../.."

  name     = "iota-events"
  mode     = "eventbridge"
  identity = "pod-identity"

  cluster_name          = "security"
  service_account       = "iota-events"
  partner_event_sources = { okta = "aws.partner/okta.com/example/stream" }
  alarm_actions         = ["arn:aws:sns:eu-central-1:111122223333:security-on-call"]
}

output "iota" {
  description = "What to put into deploy/kubernetes."
  value       = { role_arn = module.iota_events.role_arn, env = module.iota_events.settings }
}
