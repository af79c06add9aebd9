"""What differs from one company to the next. The rules read it; edit it, and build iota again."""

# Your accounts beside the one that a record is of. Sharing with them and trust in them stay inside.
OWN_ACCOUNTS = ()

# Accounts of vendors that your roles may trust.
TRUSTED_ACCOUNTS = ()

# Words in the names of the roles and users that pipelines run as, in any case. What a pipeline changes was reviewed as
# code: rules that say so leave it out. Whoever may run as such a role is not seen by them.
PIPELINE_WORDS = (
    "terraform", "pulumi", "atlantis", "spacelift", "crossplane", "github", "gitlab", "bitbucket", "azuredevops",
    "jenkins", "circleci", "buildkite", "teamcity", "bamboo", "drone", "harness", "octopus", "argo", "flux",
    "codebuild", "codepipeline", "cicd", "build", "deploy", "release", "pipeline", "packer", "ansible", "provision",
    "automation", "karpenter", "cfn-exec", "cloudformation", "stacksets-exec", "awscontroltowerexecution", "hnb659fds",
)  # fmt: skip

# The same, where they stand alone between separators: `ci-runner`, `app_cd`.
PIPELINE_PARTS = ("ci", "cd", "cdk", "tf", "iac")

# Words in the names of roles and users that read a whole account by design: posture scanners, inventories.
SCANNER_WORDS = (
    "prowler", "scoutsuite", "cloudsploit", "steampipe", "security-audit", "wizaccess", "orca", "lacework", "prisma",
    "cspm", "scanner", "inventory", "custodian", "datadog", "newrelic", "dynatrace", "grafana", "cloudhealth",
    "cloudability", "vanta", "drata", "audit", "monitor", "readonly", "read-only", "viewonly", "observability",
)  # fmt: skip

# Words in the names of roles that give more than anyone needs on an ordinary day.
SENSITIVE_ROLE_WORDS = ("organizationaccountaccessrole", "breakglass", "break-glass", "break_glass", "emergency")

# Countries, as ISO 3166-1 has them (`DE`), that people sign in from; empty: any.
COUNTRIES = ()

# Domains of your own users, such as `example.com`; empty: only what a rule can tell by itself is outside.
OWN_DOMAINS = ()
