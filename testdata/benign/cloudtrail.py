"""A day of CloudTrail in three accounts in which nothing bad happens.

    cloudtrail.py --count N [--seed S]

Prints N records, a line each, in the order of their times. The same count and seed give the same bytes. Who calls, and how
often, is what an organisation of some twenty engineers sees: services and their roles most, workloads, what reads whole
accounts by design, single sign-on, pipelines. What each does is written from AWS's documentation of its calls.
"""

import argparse
import datetime
import json
import random

ACCOUNTS = ("111122223333", "222233334444", "333344445555")
BEGIN = datetime.datetime(2025, 3, 4)
DAY = 24 * 3600
BROWSER = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36"
CLI = "aws-cli/2.15.0 md/awscrt#0.19.19 ua/2.0 os/macos#23.2.0"
SDK = "Boto3/1.34.0 md/Botocore#1.34.0 os/linux#6.1"
TERRAFORM = "APN/1.0 HashiCorp/1.0 Terraform/1.7.0 terraform-provider-aws/5.38.0"


def role(account, name, session, path="", invoked_by=None, **context):
    issuer = {"type": "Role", "principalId": "AROAEXAMPLE", "arn": f"arn:aws:iam::{account}:role/{path}{name}",
              "accountId": account, "userName": name}  # fmt: skip
    attributes = {"creationDate": "2025-03-04T00:00:00Z", "mfaAuthenticated": "false"}
    who = {
        "type": "AssumedRole",
        "principalId": f"AROAEXAMPLE:{session}",
        "arn": f"arn:aws:sts::{account}:assumed-role/{name}/{session}",
        "accountId": account,
        "accessKeyId": "ASIAEXAMPLE",
        "sessionContext": {"sessionIssuer": issuer, "webIdFederationData": {}, "attributes": attributes, **context},
    }
    return who | ({"invokedBy": invoked_by} if invoked_by else {})


class Day:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0

    def record(self, account, who, call, address=None, agent=SDK, refused=0.0, **more):
        """`call` is service, name, parameters; `refused` the share of calls that AWS refuses."""
        service, name, parameters = call
        self.number += 1
        made = BEGIN + datetime.timedelta(seconds=self.random.randrange(DAY))
        found = {
            "eventVersion": "1.11",
            "userIdentity": who,
            "eventTime": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "eventSource": f"{service}.amazonaws.com",
            "eventName": name,
            "awsRegion": self.random.choice(("eu-west-1", "us-east-1")),
            "sourceIPAddress": address or f"198.51.100.{self.random.randrange(256)}",
            "userAgent": agent,
            "requestParameters": parameters,
            "responseElements": None,
            "eventID": f"00000000-0000-4000-8000-{self.number:012}",
            "readOnly": name.startswith(("Get", "List", "Describe", "Head", "BatchGet")),
            "eventType": "AwsApiCall",
            "managementEvent": True,
            "recipientAccountId": account,
            "eventCategory": "Management",
        }
        if self.random.random() < refused:
            found |= {"errorCode": "AccessDenied", "errorMessage": "not authorized"}
        return found | more

    def service(self, account):
        name = self.random.choice(
            ("lambda", "ec2", "ecs-tasks", "rds", "config", "cloudtrail", "s3", "ssm", "guardduty")
        )
        host = f"{name}.amazonaws.com"
        assumed = {"roleArn": f"arn:aws:iam::{account}:role/app-{self.random.randrange(30)}", "roleSessionName": "x"}
        calls = [("sts", "AssumeRole", assumed)] * 5 + [
            ("kms", "Decrypt", {"encryptionContext": {}}),
            ("kms", "GenerateDataKey", {"keyId": "1234"}),
            ("s3", "GetBucketAcl", {"bucketName": "logs"}),
            ("s3", "PutObject", {"bucketName": "logs"}),
            ("ec2", "DescribeInstances", {}),
        ]
        who = {"type": "AWSService", "invokedBy": host}
        return self.record(account, who, self.random.choice(calls), host, host)

    def linked_role(self, account):
        name, service = self.random.choice((("AutoScaling", "autoscaling"), ("Config", "config"), ("AmazonEKS", "eks"),
                                            ("SecurityHub", "securityhub"), ("TrustedAdvisor", "trustedadvisor"),
                                            ("RDS", "rds"), ("ECS", "ecs"), ("AmazonInspector2", "inspector2")))  # fmt: skip
        host = f"{service}.amazonaws.com"
        web = {"ipProtocol": "tcp", "fromPort": 80, "toPort": 80, "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]}}
        many = {"items": [{"imageId": "ami-1", "minCount": 1, "maxCount": 30}]}
        calls = (
            ("ec2", "RunInstances", {"instanceType": "m5.large", "instancesSet": many}),
            ("ec2", "RunInstances", {"instanceType": "g5.xlarge", "instancesSet": many}),
            ("ec2", "TerminateInstances", {"instancesSet": {"items": [{"instanceId": "i-1"}]}}),
            ("ec2", "DescribeInstanceAttribute", {"instanceId": "i-1", "attribute": "userData"}),
            ("ec2", "AuthorizeSecurityGroupIngress", {"groupId": "sg-1", "ipPermissions": {"items": [web]}}),
            ("ec2", "DeleteSnapshot", {"snapshotId": "snap-1"}),
            ("iam", "GetAccountAuthorizationDetails", None),
            ("iam", "ListUsers", None),
            ("s3", "ListBuckets", None),
            ("secretsmanager", "ListSecrets", None),
            ("monitoring", "DeleteAlarms", {"alarmNames": ["TargetTracking-1"]}),
            ("elasticloadbalancing", "RegisterTargets", {}),
        )
        who = role(account, f"AWSServiceRoleFor{name}", name, f"aws-service-role/{host}/", host)
        return self.record(account, who, self.random.choice(calls), host, host)

    def backup(self, account):
        name, service = self.random.choice((("AWSBackupDefaultServiceRole", "backup"),
                                            ("AWSDataLifecycleManagerDefaultRole", "dlm")))  # fmt: skip
        host = f"{service}.amazonaws.com"
        calls = (
            ("ec2", "CreateSnapshot", {"volumeId": "vol-1"}),
            ("ec2", "DeleteSnapshot", {"snapshotId": "snap-1"}),
            ("rds", "CreateDBSnapshot", {"dBInstanceIdentifier": "orders"}),
            ("rds", "DeleteDBSnapshot", {"dBSnapshotIdentifier": "orders-1"}),
        )
        who = role(account, name, name, "service-role/", host)
        return self.record(account, who, self.random.choice(calls), host, host)

    def workload(self, account):
        name = self.random.choice(("shop-backend", "orders-api", "search-indexer", "media-worker", "billing", "reports",
                                   "image-resizer", "data-etl", "external-secrets"))  # fmt: skip
        on_instance = {"ec2RoleDelivery": "2.0"} if self.random.random() < 0.4 else {}
        who = role(account, name, f"i-0{self.random.randrange(40):016x}", **on_instance)
        secret = self.random.randrange(8 if name == "external-secrets" else 3)
        calls = (
            ("kms", "Decrypt", {"encryptionContext": {}}),
            ("kms", "GenerateDataKey", {"keyId": "1234"}),
            ("secretsmanager", "GetSecretValue", {"secretId": f"prod/{name}/{secret}"}),
            ("ssm", "GetParameters", {"names": [f"/prod/{name}/{n}" for n in range(5)], "withDecryption": True}),
            ("ssm", "GetParametersByPath", {"path": f"/prod/{name}/", "recursive": True, "withDecryption": True}),
            ("s3", "ListObjects", {"bucketName": "shop"}),
            ("sts", "GetCallerIdentity", None),
            ("logs", "CreateLogStream", {"logGroupName": f"/app/{name}"}),
            ("ecr", "BatchGetImage", {"repositoryName": name}),
            ("ec2", "DescribeInstances", {}),
            ("ec2", "DescribeTags", {}),
            ("dynamodb", "DescribeTable", {"tableName": "orders"}),
            ("sqs", "GetQueueUrl", {"queueName": "orders"}),
            ("ssm", "UpdateInstanceInformation", {"instanceId": "i-1"}),
        )
        return self.record(account, who, self.random.choice(calls), refused=0.01)

    def reader(self, account):
        name = self.random.choice(("DatadogIntegrationRole", "WizAccess-Role", "ProwlerExec", "SecurityAudit", "Inventory",
                                   "CloudHealthRole", "GrafanaCloudWatch", "VantaAuditor"))  # fmt: skip
        of_iam = ("ListUsers", "ListRoles", "GetAccountAuthorizationDetails", "ListAccessKeys", "GetAccountSummary",
                  "ListPolicies", "GetCredentialReport")  # fmt: skip
        of_ec2 = (
            "DescribeInstances",
            "DescribeSecurityGroups",
            "DescribeSnapshots",
            "DescribeVolumes",
            "DescribeFlowLogs",
        )
        calls = [("iam", one, None) for one in of_iam] + [("ec2", one, {}) for one in of_ec2]
        calls += [
            ("s3", one, {"bucketName": "shop"}) for one in ("GetBucketAcl", "GetBucketPolicy", "GetBucketLogging")
        ]
        calls += [("lambda", "ListFunctions20150331", None), ("secretsmanager", "ListSecrets", None),
                  ("kms", "ListKeys", None), ("cloudtrail", "DescribeTrails", None), ("s3", "ListBuckets", None),
                  ("guardduty", "ListDetectors", None), ("monitoring", "GetMetricData", {})]  # fmt: skip
        return self.record(account, role(account, name, "scan"), self.random.choice(calls), refused=0.02)

    def person(self, account):
        """Through IAM Identity Center, in the console or from a terminal; whether with MFA the provider knows."""
        name = f"engineer{self.random.randrange(20)}@example.com"
        which = self.random.choice(("Developer", "ReadOnly", "PowerUser"))
        path = "aws-reserved/sso.amazonaws.com/eu-west-1/"
        who = role(account, f"AWSReservedSSO_{which}_0123456789abcdef", name, path)
        if self.random.random() < 0.03:
            extra = {"MobileVersion": "No", "MFAUsed": "No", "LoginTo": "https://eu-west-1.console.aws.amazon.com/"}
            signed_in = {"eventType": "AwsConsoleSignIn", "responseElements": {"ConsoleLogin": "Success"}}
            call = ("signin", "ConsoleLogin", None)
            return self.record(account, who, call, agent=BROWSER, additionalEventData=extra, **signed_in)
        reads = (
            ("ec2", "DescribeInstances", {}),
            ("logs", "StartQuery", {}),
            ("logs", "FilterLogEvents", {}),
            ("monitoring", "GetMetricData", {}),
            ("cloudformation", "DescribeStacks", None),
            ("iam", "ListRoles", None),
            ("iam", "ListUsers", None),
            ("s3", "ListBuckets", None),
            ("secretsmanager", "ListSecrets", None),
            ("lambda", "ListFunctions20150331", None),
            ("kms", "ListKeys", None),
        )
        writes = (
            ("ec2", "StartInstances", {"instancesSet": {"items": [{"instanceId": "i-1"}]}}),
            ("ssm", "StartSession", {"target": "i-1"}),
            ("ecs", "ExecuteCommand", {"cluster": "dev", "task": "1"}),
            ("ecs", "UpdateService", {"service": "shop"}),
            ("secretsmanager", "GetSecretValue", {"secretId": "dev/db"}),
            ("athena", "StartQueryExecution", {}),
        )
        agent = self.random.choice((BROWSER, CLI))
        console = {"sessionCredentialFromConsole": "true"} if agent == BROWSER else {}
        call = self.random.choice(reads if self.random.random() < 0.93 else writes)
        return self.record(account, who, call, agent=agent, refused=0.02, **console)

    def user(self, account):
        """One of the few that are left, with MFA."""
        name = self.random.choice(("olga", "pete"))
        attributes = {"creationDate": "2025-03-04T00:00:00Z", "mfaAuthenticated": "true"}
        who = {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": f"arn:aws:iam::{account}:user/{name}",
               "accountId": account, "accessKeyId": "AKIAEXAMPLE", "userName": name,
               "sessionContext": {"attributes": attributes}}  # fmt: skip
        if self.random.random() < 0.1:
            extra = {"MobileVersion": "No", "MFAUsed": "Yes", "LoginTo": "https://console.aws.amazon.com/"}
            call = ("signin", "ConsoleLogin", None)
            worked = {"ConsoleLogin": "Success"}
            return self.record(account, who, call, agent=BROWSER, additionalEventData=extra, responseElements=worked)
        calls = (("ec2", "DescribeInstances", {}), ("s3", "ListBuckets", None), ("sts", "GetCallerIdentity", None))
        return self.record(account, who, self.random.choice(calls), agent=CLI)

    def pipeline(self, account):
        name = self.random.choice(("github-actions-deploy", "TerraformApply", "gitlab-ci", "jenkins-agent", "platform-cicd",
                                   f"cdk-hnb659fds-cfn-exec-role-{account}-eu-west-1"))  # fmt: skip
        who = role(account, name, f"run{self.random.randrange(40)}")
        reads = (
            ("iam", "GetRole", {"roleName": "app"}),
            ("ec2", "DescribeInstanceAttribute", {"instanceId": "i-1", "attribute": "userData"}),
            ("secretsmanager", "GetSecretValue", {"secretId": f"s{self.random.randrange(40)}"}),
            ("ssm", "GetParameter", {"name": f"/p/{self.random.randrange(99)}", "withDecryption": True}),
            ("s3", "GetBucketPolicy", {"bucketName": "shop"}),
            ("lambda", "GetFunction20150331v2", {"functionName": "f"}),
        )
        vendor = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999900001111:root"}, "Action": "sts:AssumeRole"}
        own = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }
        site = {"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject"}
        inner = {"ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "ipRanges": {"items": [{"cidrIp": "10.0.0.0/8"}]}}
        layer = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:1"
        writes = (
            (
                "iam",
                "CreateRole",
                {"roleName": "vendor", "assumeRolePolicyDocument": json.dumps({"Statement": [vendor]})},
            ),
            ("iam", "AttachRolePolicy", {"roleName": "app", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
            ("iam", "PutRolePolicy", {"roleName": "app", "policyName": "s3", "policyDocument": "{}"}),
            ("iam", "CreatePolicyVersion", {"policyArn": f"arn:aws:iam::{account}:policy/app", "setAsDefault": True}),
            ("lambda", "UpdateFunctionCode20150331v2", {"functionName": "f"}),
            ("lambda", "UpdateFunctionConfiguration20150331v2", {"functionName": "f", "layers": [layer]}),
            ("ecr", "PutImage", {"repositoryName": "shop"}),
            ("ec2", "AuthorizeSecurityGroupIngress", {"groupId": "sg-1", "ipPermissions": {"items": [inner]}}),
            ("ec2", "CreateRoute", {"routeTableId": "rtb-1"}),
            ("ec2", "DeleteFlowLogs", {}),
            ("s3", "DeleteBucket", {"bucketName": "preview-17"}),
            ("s3", "PutBucketPolicy", {"bucketName": "site", "bucketPolicy": {"Statement": [site]}}),
            ("kms", "PutKeyPolicy", {"keyId": "1", "policy": json.dumps({"Statement": [own]})}),
            ("kms", "ScheduleKeyDeletion", {"keyId": "1"}),
            ("logs", "DeleteLogGroup", {"logGroupName": "/app/preview"}),
            ("rds", "ModifyDBInstance", {"dBInstanceIdentifier": "preview", "masterUserPassword": "****"}),
        )
        call = self.random.choice(reads if self.random.random() < 0.9 else writes)
        return self.record(account, who, call, agent=TERRAFORM)

    def stack(self, account):
        """CloudFormation, for somebody."""
        who = role(account, "AWSReservedSSO_Developer_0123456789abcdef", "engineer1@example.com",
                   "aws-reserved/sso.amazonaws.com/", "cloudformation.amazonaws.com")  # fmt: skip
        calls = (
            ("iam", "CreateUser", {"userName": "smtp"}),
            ("iam", "CreateAccessKey", {"userName": "smtp"}),
            ("iam", "PutRolePolicy", {"roleName": "app", "policyName": "s3", "policyDocument": "{}"}),
            ("lambda", "UpdateFunctionCode20150331v2", {"functionName": "f"}),
            ("s3", "DeleteBucket", {"bucketName": "stack-1"}),
        )
        host = "cloudformation.amazonaws.com"
        return self.record(account, who, self.random.choice(calls), host, host)

    def events(self, count):
        shares = ((self.service, 300), (self.workload, 360), (self.reader, 140), (self.linked_role, 60), (self.person, 60),
                  (self.pipeline, 50), (self.backup, 10), (self.stack, 10), (self.user, 3))  # fmt: skip
        makers, weights = zip(*shares)
        chosen = self.random.choices(makers, weights, k=count)
        return sorted((make(self.random.choice(ACCOUNTS)) for make in chosen), key=lambda one: one["eventTime"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for one in Day(args.seed).events(args.count):
        print(json.dumps(one, separators=(",", ":")))


if __name__ == "__main__":
    main()
