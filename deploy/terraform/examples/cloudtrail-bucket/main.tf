# CloudTrail's bucket in this account, read by pods in an EKS cluster.

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

module "iota" {
  source = "../.."

  bucket            = "example-audit-logs"
  prefixes          = ["AWSLogs/"]
  kms_key_arns      = ["arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000000"]
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"
  alarm_actions     = ["arn:aws:sns:eu-central-1:111122223333:security-on-call"]
  tags              = { service = "iota" }
}

output "iota" {
  description = "What to put into deploy/kubernetes."
  value       = { role_arn = module.iota.role_arn, env = module.iota.settings }
}
