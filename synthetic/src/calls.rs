//! What is called on an ordinary day, by kind of caller, as often as the weights say: a few calls most, a long tail. What
//! they ask and answer is as AWS's references of the APIs have it, as CloudTrail writes it.

use crate::call::{Call, read, write};

/// Of a role that asked EC2 for too much at a time.
const THROTTLED: &str = "Request limit exceeded.";

/// `resources` of what is done to an object of S3.
const OBJECT: &str = r#"[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::$bucket/$prefix/$part"},{"accountId":"$account","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::$bucket"}]"#;

/// `additionalEventData` of the same.
const TRANSFER: &str = r#"{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"$hostid","bytesTransferredOut":$bytes}"#;

const KEY: &str = r#"[{"accountId":"$account","type":"AWS::KMS::Key","ARN":"arn:aws:kms:$region:$account:key/$key"}]"#;

const BUCKET: &str = r#"[{"accountId":"$account","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::$bucket"}]"#;

const TABLE: &str = r#"[{"accountId":"$account","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:$region:$account:table/$table"}]"#;

const IN_BUCKET: &str = r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com"}"#;

/// A network interface as EC2 describes it.
const INTERFACE: &str = r#"{"requestId":"$uuid","networkInterface":{"networkInterfaceId":"$interface","subnetId":"$subnet","vpcId":"$vpc","availabilityZone":"$region","description":"aws-K8S-$instance","ownerId":"$account","requesterManaged":false,"status":"pending","macAddress":"$interfacemac","privateIpAddress":"$inner","privateDnsName":"ip-$inner.$region.compute.internal","sourceDestCheck":true,"interfaceType":"interface","groupSet":{"items":[{"groupId":"$group","groupName":"nodes"},{"groupId":"$group","groupName":"nodes-extra"}]},"privateIpAddressesSet":{"item":[{"privateIpAddress":"$inner","privateDnsName":"ip-$inner.$region.compute.internal","primary":true}]},"ipv6AddressesSet":{},"tagSet":{"items":[{"key":"cluster.k8s.amazonaws.com/name","value":"$cluster"},{"key":"node.k8s.amazonaws.com/instance_id","value":"$instance"}]}}}"#;

/// The instances that a launch answers with.
const LAUNCHED: &str = r#"{"requestId":"$uuid","reservationId":"r-$id","ownerId":"$account","groupSet":{},"instancesSet":{"items":[{"instanceId":"i-$id","imageId":"$image","currentState":{"code":0,"name":"pending"},"privateDnsName":"ip-$inner.$region.compute.internal","amiLaunchIndex":0,"productCodes":{},"instanceType":"m7g.large","launchTime":1772409600000,"placement":{"availabilityZone":"$region","tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"$subnet","vpcId":"$vpc","privateIpAddress":"$inner","stateReason":{"code":"pending","message":"pending"},"architecture":"arm64","rootDeviceType":"ebs","rootDeviceName":"/dev/xvda","blockDeviceMapping":{},"virtualizationType":"hvm","hypervisor":"xen","tagSet":{"items":[{"key":"aws:autoscaling:groupName","value":"eks-$cluster-nodes"},{"key":"eks:cluster-name","value":"$cluster"},{"key":"Name","value":"$workload"},{"key":"team","value":"platform"}]},"clientToken":"$uuid","groupSet":{"items":[{"groupId":"$group","groupName":"nodes"}]},"sourceDestCheck":true,"networkInterfaceSet":{"items":[{"networkInterfaceId":"$interface","subnetId":"$subnet","vpcId":"$vpc","ownerId":"$account","status":"in-use","macAddress":"$interfacemac","privateIpAddress":"$inner","interfaceType":"interface","sourceDestCheck":true,"groupSet":{"items":[{"groupId":"$group","groupName":"nodes"}]},"attachment":{"attachmentId":"eni-attach-$id","deviceIndex":0,"networkCardIndex":0,"status":"attaching","attachTime":1772409600000,"deleteOnTermination":true},"privateIpAddressesSet":{"item":[{"privateIpAddress":"$inner","privateDnsName":"ip-$inner.$region.compute.internal","primary":true}]},"ipv6AddressesSet":{},"tagSet":{}}]},"iamInstanceProfile":{"arn":"arn:aws:iam::$account:instance-profile/eks-$cluster","id":"AIPAEXAMPLE"},"ebsOptimized":true,"enaSupport":true,"cpuOptions":{"coreCount":2,"threadsPerCore":1},"capacityReservationSpecification":{"capacityReservationPreference":"open"},"enclaveOptions":{"enabled":false},"metadataOptions":{"state":"pending","httpTokens":"required","httpPutResponseHopLimit":2,"httpEndpoint":"enabled","httpProtocolIpv4":"enabled","httpProtocolIpv6":"disabled","instanceMetadataTags":"disabled"},"maintenanceOptions":{"autoRecovery":"default"},"privateDnsNameOptions":{"hostnameType":"ip-name","enableResourceNameDnsARecord":false,"enableResourceNameDnsAAAARecord":false}}]}}"#;

/// What a container's definition says; asked and answered alike.
const TASK: &str = r#"{"family":"$workload","taskRoleArn":"arn:aws:iam::$account:role/service/$workload","executionRoleArn":"arn:aws:iam::$account:role/ecs-execution","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"1024","memory":"2048","runtimePlatform":{"cpuArchitecture":"ARM64","operatingSystemFamily":"LINUX"},"containerDefinitions":[{"name":"$workload","image":"$account.dkr.ecr.$region.amazonaws.com/$workload@sha256:$digest","cpu":0,"essential":true,"portMappings":[{"containerPort":8080,"hostPort":8080,"protocol":"tcp"}],"environment":[{"name":"LOG_LEVEL","value":"info"},{"name":"REGION","value":"$region"},{"name":"QUEUE_URL","value":"https://sqs.$region.amazonaws.com/$account/$queue"},{"name":"TABLE","value":"$table"},{"name":"BUCKET","value":"$bucket"}],"secrets":[{"name":"DATABASE_URL","valueFrom":"arn:aws:secretsmanager:$region:$account:secret:$secret"}],"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/$workload","awslogs-region":"$region","awslogs-stream-prefix":"ecs"}},"healthCheck":{"command":["CMD-SHELL","curl -f http://localhost:8080/health || exit 1"],"interval":30,"timeout":5,"retries":3},"mountPoints":[],"volumesFrom":[],"linuxParameters":{"initProcessEnabled":true},"readonlyRootFilesystem":true,"stopTimeout":30}],"tags":[{"key":"team","value":"platform"},{"key":"service","value":"$workload"}]}"#;

/// A policy as it stands in a string.
const ROLE: &str = r#"{"role":{"path":"/service/","roleName":"$workload","roleId":"$principal","arn":"arn:aws:iam::$account:role/service/$workload","createDate":"Mar 1, 2026, 8:00:00 AM","assumeRolePolicyDocument":"%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22ecs-tasks.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D","tags":[{"key":"team","value":"platform"}]}}"#;

const CREDENTIALS: &str = r#"{"credentials":{"accessKeyId":"$accesskey","sessionToken":"$token","expiration":"Mar 2, 2026, 7:00:00 PM"},"assumedRoleUser":{"assumedRoleId":"$principal:$workload","arn":"arn:aws:sts::$account:assumed-role/$workload/$workload"}}"#;

/// The hours of a day, as a query asks for them.
const PARTITIONS: &str = r#"{"catalogId":"$account","databaseName":"lake","tableName":"$table","partitionsToGet":[{"values":["2026","03","02","00"]},{"values":["2026","03","02","01"]},{"values":["2026","03","02","02"]},{"values":["2026","03","02","03"]},{"values":["2026","03","02","04"]},{"values":["2026","03","02","05"]},{"values":["2026","03","02","06"]},{"values":["2026","03","02","07"]},{"values":["2026","03","02","08"]},{"values":["2026","03","02","09"]},{"values":["2026","03","02","10"]},{"values":["2026","03","02","11"]},{"values":["2026","03","02","12"]},{"values":["2026","03","02","13"]},{"values":["2026","03","02","14"]},{"values":["2026","03","02","15"]},{"values":["2026","03","02","16"]},{"values":["2026","03","02","17"]},{"values":["2026","03","02","18"]},{"values":["2026","03","02","19"]},{"values":["2026","03","02","20"]},{"values":["2026","03","02","21"]},{"values":["2026","03","02","22"]},{"values":["2026","03","02","23"]}]}"#;

/// Instances, containers, functions.
pub const WORKLOAD: &[Call] = &[
    read(190, "s3", "GetObject")
        .data()
        .asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","key":"$prefix/$part"}"#)
        .adds(TRANSFER)
        .about(OBJECT)
        .fails(6, "NoSuchKey", "The specified key does not exist."),
    write(70, "s3", "PutObject")
        .data()
        .asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","key":"$prefix/$part","x-amz-server-side-encryption":"aws:kms","x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:$region:$account:key/$key"}"#)
        .answers(r#"{"x-amz-server-side-encryption":"aws:kms","x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:$region:$account:key/$key","x-amz-version-id":"$hex$hex"}"#)
        .adds(TRANSFER)
        .about(OBJECT),
    read(40, "s3", "HeadObject")
        .data()
        .asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","key":"$prefix/$part"}"#)
        .adds(TRANSFER)
        .about(OBJECT)
        .fails(25, "NoSuchKey", "The specified key does not exist."),
    read(30, "s3", "ListObjects")
        .data()
        .asks(r#"{"list-type":"2","bucketName":"$bucket","encoding-type":"url","prefix":"$prefix/","delimiter":"/","Host":"$bucket.s3.$region.amazonaws.com"}"#)
        .adds(TRANSFER)
        .about(r#"[{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::$bucket/$prefix/"},{"accountId":"$account","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::$bucket"}]"#),
    read(110, "kms", "Decrypt")
        .asks(r#"{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::$bucket/$prefix/$part"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}"#)
        .about(KEY),
    read(40, "kms", "GenerateDataKey")
        .asks(r#"{"keyId":"arn:aws:kms:$region:$account:key/$key","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::$bucket/$prefix/$part"},"keySpec":"AES_256"}"#)
        .about(KEY),
    read(50, "dynamodb", "GetItem")
        .data()
        .asks(r#"{"tableName":"$table","key":{"id":{"s":"HIDDEN_DUE_TO_SECURITY_REASONS"}},"consistentRead":false,"returnConsumedCapacity":"TOTAL","projectionExpression":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#)
        .about(TABLE)
        .version("2012-08-10"),
    write(30, "dynamodb", "UpdateItem")
        .data()
        .asks(r#"{"tableName":"$table","key":{"id":{"s":"HIDDEN_DUE_TO_SECURITY_REASONS"}},"updateExpression":"HIDDEN_DUE_TO_SECURITY_REASONS","conditionExpression":"attribute_exists(id) AND version = :expected","returnConsumedCapacity":"TOTAL"}"#)
        .about(TABLE)
        .version("2012-08-10")
        .fails(10, "ConditionalCheckFailedException", "The conditional request failed"),
    read(18, "dynamodb", "DescribeTable").asks(r#"{"tableName":"$table"}"#).about(TABLE).version("2012-08-10"),
    read(25, "dynamodb", "Query")
        .data()
        .asks(r#"{"tableName":"$table","indexName":"by-owner","limit":$count,"scanIndexForward":false,"keyConditionExpression":"owner = :owner AND begins_with(sort, :prefix)"}"#)
        .about(TABLE)
        .version("2012-08-10"),
    write(40, "lambda", "Invoke")
        .data()
        .asks(r#"{"invocationType":"RequestResponse","functionName":"arn:aws:lambda:$region:$account:function:$function"}"#)
        .about(r#"[{"accountId":"$account","type":"AWS::Lambda::Function","ARN":"arn:aws:lambda:$region:$account:function:$function"}]"#),
    read(26, "secretsmanager", "GetSecretValue").asks(r#"{"secretId":"arn:aws:secretsmanager:$region:$account:secret:$secret"}"#),
    read(14, "secretsmanager", "DescribeSecret").asks(r#"{"secretId":"arn:aws:secretsmanager:$region:$account:secret:$secret"}"#),
    read(22, "ssm", "GetParameters")
        .asks(r#"{"names":["/prod/$workload/url","/prod/$workload/pool-size","/prod/$workload/feature-flags","/prod/$workload/timeout","/prod/$workload/region"],"withDecryption":true}"#),
    read(14, "ssm", "GetParameter").asks(r#"{"name":"$parameter","withDecryption":true}"#),
    read(12, "ssm", "GetParametersByPath").asks(r#"{"path":"/prod/$workload/","recursive":true,"withDecryption":true}"#),
    write(60, "ssm", "UpdateInstanceInformation")
        .asks(r#"{"instanceId":"$instance","agentVersion":"3.3.1611.0","agentStatus":"Active","platformType":"Linux","platformName":"Amazon Linux","platformVersion":"2023","iPAddress":"$inner","computerName":"ip-$inner.$region.compute.internal","agentName":"amazon-ssm-agent","availabilityZone":"$region","availabilityZoneId":"az1","sSMConnectionChannel":"ssmmessages"}"#),
    read(20, "ssm", "ListInstanceAssociations").asks(r#"{"instanceId":"$instance","maxResults":20}"#),
    write(45, "logs", "CreateLogStream")
        .asks(r#"{"logGroupName":"/aws/lambda/$function","logStreamName":"2026/03/02/[$LATEST]$digest"}"#)
        .version("20140328")
        .fails(10, "ResourceAlreadyExistsException", "The specified log stream already exists"),
    read(14, "logs", "DescribeLogGroups").asks(r#"{"logGroupNamePrefix":"/aws/lambda/$workload"}"#).version("20140328"),
    read(24, "sts", "GetCallerIdentity"),
    read(24, "ec2", "DescribeInstances")
        .asks(r#"{"maxResults":1000,"instancesSet":{"items":[{"instanceId":"$instance"},{"instanceId":"i-$id"},{"instanceId":"i-$id"}]},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"},{"value":"pending"}]}}]}}"#)
        .fails(2, "Client.RequestLimitExceeded", THROTTLED),
    read(20, "ec2", "DescribeTags")
        .asks(r#"{"maxResults":100,"filterSet":{"items":[{"name":"resource-id","valueSet":{"items":[{"value":"$instance"}]}}]}}"#),
    write(56, "ec2", "CreateNetworkInterface")
        .asks(r#"{"subnetId":"$subnet","description":"aws-K8S-$instance","groupSet":{"items":[{"groupId":"$group"}]},"privateIpAddressesSet":{},"ipv6AddressCount":0,"clientToken":"$uuid","tagSpecificationSet":{"items":[{"resourceType":"network-interface","tags":[{"key":"cluster.k8s.amazonaws.com/name","value":"$cluster"},{"key":"node.k8s.amazonaws.com/instance_id","value":"$instance"}]}]}}"#)
        .answers(INTERFACE),
    write(14, "ec2", "AssignPrivateIpAddresses")
        .asks(r#"{"networkInterfaceId":"$interface","ipv4PrefixCount":1}"#)
        .answers(r#"{"requestId":"$uuid","networkInterfaceId":"$interface","assignedIpv4PrefixSet":{"items":[{"ipv4Prefix":"$inner/28"}]},"assignedPrivateIpAddressesSet":{},"_return":true}"#),
    read(30, "ecr", "BatchGetImage")
        .asks(r#"{"registryId":"$account","repositoryName":"$workload","imageIds":[{"imageTag":"release-$count"}],"acceptedMediaTypes":["application/vnd.docker.distribution.manifest.v2+json","application/vnd.oci.image.manifest.v1+json","application/vnd.oci.image.index.v1+json"]}"#)
        .about(r#"[{"accountId":"$account","type":"AWS::ECR::Repository","ARN":"arn:aws:ecr:$region:$account:repository/$workload"}]"#),
    read(24, "ecr", "GetAuthorizationToken"),
    read(22, "ecr", "GetDownloadUrlForLayer")
        .asks(r#"{"registryId":"$account","repositoryName":"$workload","layerDigest":"sha256:$digest"}"#)
        .about(r#"[{"accountId":"$account","type":"AWS::ECR::Repository","ARN":"arn:aws:ecr:$region:$account:repository/$workload"}]"#),
    read(16, "sqs", "GetQueueUrl").asks(r#"{"queueName":"$queue"}"#).answers(r#"{"queueUrl":"https://sqs.$region.amazonaws.com/$account/$queue"}"#),
    write(20, "sts", "AssumeRole")
        .asks(r#"{"roleArn":"arn:aws:iam::$account:role/service/$workload","roleSessionName":"$workload","durationSeconds":3600}"#)
        .answers(CREDENTIALS)
        .about(r#"[{"accountId":"$account","type":"AWS::IAM::Role","ARN":"arn:aws:iam::$account:role/service/$workload"}]"#),
    read(8, "kinesis", "DescribeStreamSummary").asks(r#"{"streamName":"$workload-events"}"#),
    read(8, "kinesis", "ListShards").asks(r#"{"streamName":"$workload-events","maxResults":1000}"#),
    read(6, "elasticfilesystem", "DescribeMountTargets").asks(r#"{"fileSystemId":"fs-$id"}"#),
    read(6, "elasticache", "DescribeReplicationGroups").asks(r#"{"replicationGroupId":"$workload"}"#),
    read(6, "rds", "DescribeDBInstances").asks(r#"{"dBInstanceIdentifier":"$workload"}"#),
    read(5, "cloudformation", "DescribeStacks").asks(r#"{"stackName":"$workload"}"#),
    read(5, "servicediscovery", "DiscoverInstances").asks(r#"{"namespaceName":"prod.local","serviceName":"$workload","healthStatus":"HEALTHY"}"#),
    read(4, "appconfig", "GetLatestConfiguration").asks(r#"{"applicationIdentifier":"$workload","environmentIdentifier":"prod"}"#),
    write(4, "states", "StartExecution")
        .asks(r#"{"stateMachineArn":"arn:aws:states:$region:$account:stateMachine:$workload","name":"$uuid","input":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#)
        .answers(r#"{"executionArn":"arn:aws:states:$region:$account:execution:$workload:$uuid","startDate":"Mar 2, 2026, 8:00:00 AM"}"#),
    write(3, "athena", "StartQueryExecution")
        .asks(r#"{"queryString":"***OMITTED***","clientRequestToken":"$uuid","queryExecutionContext":{"database":"lake"},"workGroup":"primary","resultConfiguration":{"outputLocation":"s3://$bucket/athena/"}}"#)
        .answers(r#"{"queryExecutionId":"$uuid"}"#),
    read(48, "glue", "BatchGetPartition").asks(PARTITIONS),
    read(3, "glue", "GetTable").asks(r#"{"databaseName":"lake","name":"$table"}"#),
    read(3, "eks", "DescribeCluster").asks(r#"{"name":"$cluster"}"#),
    write(2, "ses", "SendEmail").data().asks(r#"{"destination":{"toAddresses":["HIDDEN_DUE_TO_SECURITY_REASONS"]},"message":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#),
];

/// AWS, by itself.
pub const SERVICE: &[Call] = &[
    read(70, "sts", "AssumeRole")
        .asks(r#"{"roleArn":"arn:aws:iam::$account:role/service/$workload","roleSessionName":"$function","durationSeconds":3600}"#)
        .answers(CREDENTIALS)
        .about(r#"[{"accountId":"$account","type":"AWS::IAM::Role","ARN":"arn:aws:iam::$account:role/service/$workload"}]"#),
    read(60, "kms", "Decrypt")
        .asks(r#"{"encryptionContext":{"aws:lambda:FunctionArn":"arn:aws:lambda:$region:$account:function:$function"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT","keyId":"arn:aws:kms:$region:$account:key/$key"}"#)
        .about(KEY),
    read(70, "kms", "GenerateDataKey")
        .asks(r#"{"keyId":"arn:aws:kms:$region:$account:key/$key","encryptionContext":{"aws:cloudtrail:arn":"arn:aws:cloudtrail:$region:$account:trail/organization","aws:s3:arn":"arn:aws:s3:::$bucket/$prefix/$part"},"keySpec":"AES_256"}"#)
        .about(KEY),
    read(60, "s3", "GetBucketAcl").asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","acl":""}"#).adds(TRANSFER).about(BUCKET),
    write(80, "s3", "PutObject")
        .data()
        .asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","key":"AWSLogs/$account/$prefix/$part","x-amz-acl":"bucket-owner-full-control","x-amz-server-side-encryption":"aws:kms"}"#)
        .answers(r#"{"x-amz-server-side-encryption":"aws:kms","x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:$region:$account:key/$key"}"#)
        .adds(TRANSFER)
        .about(OBJECT),
    read(30, "s3", "ListObjects").data().asks(IN_BUCKET).adds(TRANSFER).about(BUCKET),
    write(20, "logs", "CreateLogStream").asks(r#"{"logGroupName":"/aws/rds/cluster/$workload","logStreamName":"$workload.$uuid"}"#).version("20140328"),
    write(10, "ec2", "CreateTags").asks(r#"{"resourcesSet":{"items":[{"resourceId":"$volume"}]},"tagSet":{"items":[{"key":"aws:backup:source-resource","value":"$volume"}]}}"#).answers(r#"{"requestId":"$uuid","_return":true}"#),
];

/// What reads whole accounts by design.
pub const SCANNER: &[Call] = &[
    read(40, "ec2", "DescribeInstances").asks(r#"{"maxResults":1000,"instancesSet":{},"filterSet":{}}"#).fails(3, "Client.RequestLimitExceeded", THROTTLED),
    read(20, "ec2", "DescribeSecurityGroups").asks(r#"{"maxResults":1000,"securityGroupSet":{},"securityGroupIdSet":{},"filterSet":{}}"#),
    read(20, "ec2", "DescribeVolumes").asks(r#"{"maxResults":500,"volumeSet":{},"filterSet":{"items":[{"name":"attachment.status","valueSet":{"items":[{"value":"attached"}]}}]}}"#),
    read(12, "ec2", "DescribeSnapshots").asks(r#"{"maxResults":1000,"snapshotSet":{},"ownersSet":{"items":[{"owner":"self"}]},"sharedUsersSet":{},"filterSet":{}}"#),
    read(10, "ec2", "DescribeFlowLogs").asks(r#"{"DescribeFlowLogsRequest":{"MaxResults":1000}}"#),
    read(10, "ec2", "DescribeNetworkInterfaces").asks(r#"{"maxResults":1000,"networkInterfaceIdSet":{},"filterSet":{}}"#),
    read(150, "monitoring", "GetMetricData").data().asks(r#"{"startTime":"Mar 2, 2026, 7:50:00 AM","endTime":"Mar 2, 2026, 8:00:00 AM","maxDatapoints":100000,"scanBy":"TimestampDescending","metricDataQueries":[{"id":"cpu","metricStat":{"metric":{"namespace":"AWS/EC2","metricName":"CPUUtilization","dimensions":[{"name":"InstanceId","value":"$instance"}]},"period":300,"stat":"Average"},"returnData":true},{"id":"network_in","metricStat":{"metric":{"namespace":"AWS/EC2","metricName":"NetworkIn","dimensions":[{"name":"InstanceId","value":"$instance"}]},"period":300,"stat":"Sum"},"returnData":true},{"id":"network_out","metricStat":{"metric":{"namespace":"AWS/EC2","metricName":"NetworkOut","dimensions":[{"name":"InstanceId","value":"$instance"}]},"period":300,"stat":"Sum"},"returnData":true},{"id":"disk","metricStat":{"metric":{"namespace":"CWAgent","metricName":"disk_used_percent","dimensions":[{"name":"InstanceId","value":"$instance"},{"name":"path","value":"/"}]},"period":300,"stat":"Maximum"},"returnData":true}]}"#),
    read(12, "monitoring", "DescribeAlarms").asks(r#"{"maxRecords":100,"stateValue":"ALARM"}"#),
    read(16, "iam", "ListRoles").asks(r#"{"maxItems":1000}"#),
    read(12, "iam", "ListUsers").asks(r#"{"maxItems":1000}"#),
    read(20, "iam", "GetRole").asks(r#"{"roleName":"$workload"}"#).fails(6, "NoSuchEntityException", "The role with name $workload cannot be found."),
    read(16, "iam", "GetRolePolicy").asks(r#"{"roleName":"$workload","policyName":"inline"}"#),
    read(14, "iam", "ListAttachedRolePolicies").asks(r#"{"roleName":"$workload"}"#),
    read(12, "iam", "GetPolicyVersion").asks(r#"{"policyArn":"arn:aws:iam::$account:policy/$workload","versionId":"v$count"}"#),
    read(12, "iam", "ListAccessKeys").asks(r#"{"userName":"$user"}"#),
    read(8, "iam", "GetAccountAuthorizationDetails").asks(r#"{"maxItems":1000,"filter":["Role","LocalManagedPolicy"]}"#),
    read(4, "iam", "GetCredentialReport"),
    read(24, "s3", "GetBucketPolicy").asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","policy":""}"#).adds(TRANSFER).about(BUCKET).fails(20, "NoSuchBucketPolicy", "The bucket policy does not exist"),
    read(16, "s3", "GetBucketEncryption").asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","encryption":""}"#).adds(TRANSFER).about(BUCKET),
    read(16, "s3", "GetBucketLogging").asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","logging":""}"#).adds(TRANSFER).about(BUCKET),
    read(12, "s3", "GetBucketPublicAccessBlock").asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","publicAccessBlock":""}"#).adds(TRANSFER).about(BUCKET).fails(10, "AccessDenied", "Access Denied"),
    read(8, "s3", "ListBuckets").asks(r#"{"Host":"s3.$region.amazonaws.com"}"#).adds(TRANSFER),
    read(14, "lambda", "ListFunctions20150331").asks(r#"{"maxItems":50}"#),
    read(12, "lambda", "GetFunction20150331v2").asks(r#"{"functionName":"$function"}"#),
    read(10, "secretsmanager", "ListSecrets").asks(r#"{"maxResults":100}"#),
    read(10, "kms", "ListKeys").asks(r#"{"limit":1000}"#),
    read(14, "kms", "DescribeKey").asks(r#"{"keyId":"$key"}"#).about(KEY),
    read(10, "kms", "GetKeyRotationStatus").asks(r#"{"keyId":"$key"}"#).about(KEY).fails(8, "AccessDenied", "User is not authorized to perform: kms:GetKeyRotationStatus on resource: arn:aws:kms:$region:$account:key/$key because no resource-based policy allows the kms:GetKeyRotationStatus action"),
    read(6, "cloudtrail", "DescribeTrails").asks(r#"{"trailNameList":[],"includeShadowTrails":true}"#),
    read(6, "guardduty", "ListDetectors"),
    read(6, "config", "DescribeConfigurationRecorderStatus"),
    read(5, "elasticloadbalancing", "DescribeLoadBalancers").asks(r#"{"pageSize":400}"#).version("2015-12-01"),
    read(5, "rds", "DescribeDBClusters").asks(r#"{"maxRecords":100}"#),
    read(4, "autoscaling", "DescribeAutoScalingGroups").asks(r#"{"maxRecords":100}"#),
    read(3, "organizations", "ListAccounts"),
    read(3, "acm", "ListCertificates").asks(r#"{"maxItems":1000}"#),
    read(2, "cloudfront", "ListDistributions"),
    read(2, "route53", "ListHostedZones"),
];

/// Services in the roles that they have in the account.
pub const LINKED: &[Call] = &[
    write(6, "ec2", "RunInstances")
        .asks(r#"{"instancesSet":{"items":[{"imageId":"$image","minCount":1,"maxCount":1}]},"instanceType":"m7g.large","blockDeviceMapping":{},"availabilityZone":"$region","tenancy":"default","monitoring":{"enabled":false},"disableApiTermination":false,"subnetId":"$subnet","clientToken":"$uuid","launchTemplate":{"launchTemplateId":"lt-$id","version":"7"},"tagSpecificationSet":{"items":[{"resourceType":"instance","tags":[{"key":"aws:autoscaling:groupName","value":"eks-$cluster-nodes"},{"key":"Name","value":"$workload"}]}]}}"#)
        .answers(LAUNCHED)
        .fails(5, "Server.InsufficientInstanceCapacity", "We currently do not have sufficient m7g.large capacity in the Availability Zone you requested."),
    write(5, "ec2", "TerminateInstances")
        .asks(r#"{"instancesSet":{"items":[{"instanceId":"$instance"}]}}"#)
        .answers(r#"{"requestId":"$uuid","instancesSet":{"items":[{"instanceId":"$instance","currentState":{"code":32,"name":"shutting-down"},"previousState":{"code":16,"name":"running"}}]}}"#),
    read(40, "ec2", "DescribeInstances").asks(r#"{"maxResults":50,"instancesSet":{},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"pending"},{"value":"running"},{"value":"stopping"},{"value":"stopped"}]}}]}}"#),
    read(30, "ec2", "DescribeInstanceStatus").asks(r#"{"instancesSet":{"items":[{"instanceId":"$instance"}]},"filterSet":{},"includeAllInstances":false}"#),
    read(16, "ec2", "DescribeSecurityGroups").asks(r#"{"securityGroupSet":{},"securityGroupIdSet":{"items":[{"groupId":"$group"}]},"filterSet":{}}"#),
    read(12, "ec2", "DescribeVolumes").asks(r#"{"maxResults":500,"volumeSet":{},"filterSet":{}}"#),
    read(12, "iam", "GetRole").asks(r#"{"roleName":"$workload"}"#),
    read(10, "s3", "GetBucketVersioning").asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","versioning":""}"#).adds(TRANSFER).about(BUCKET),
    read(10, "elasticloadbalancing", "DescribeTargetHealth").asks(r#"{"targetGroupArn":"arn:aws:elasticloadbalancing:$region:$account:targetgroup/$workload/$hex$hex"}"#).version("2015-12-01"),
    write(8, "elasticloadbalancing", "RegisterTargets").asks(r#"{"targetGroupArn":"arn:aws:elasticloadbalancing:$region:$account:targetgroup/$workload/$hex$hex","targets":[{"id":"$inner","port":8080}]}"#).version("2015-12-01"),
    write(8, "servicediscovery", "RegisterInstance").asks(r#"{"serviceId":"srv-$id","instanceId":"$uuid","attributes":{"AWS_INSTANCE_IPV4":"$inner","ECS_CLUSTER_NAME":"$cluster","ECS_SERVICE_NAME":"$workload","AVAILABILITY_ZONE":"$region"}}"#).answers(r#"{"operationId":"$uuid"}"#),
    write(6, "monitoring", "PutMetricAlarm").asks(r#"{"alarmName":"TargetTracking-service/$cluster/$workload-AlarmHigh-$uuid","alarmDescription":"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy arn:aws:autoscaling:$region:$account:scalingPolicy:$uuid:resource/ecs/service/$cluster/$workload:policyName/cpu.","metricName":"CPUUtilization","namespace":"AWS/ECS","statistic":"Average","dimensions":[{"name":"ClusterName","value":"$cluster"},{"name":"ServiceName","value":"$workload"}],"period":60,"evaluationPeriods":3,"threshold":60,"comparisonOperator":"GreaterThanThreshold"}"#),
    write(5, "config", "PutEvaluations").asks(r#"{"testMode":false,"resultToken":"***","evaluations":[{"complianceResourceType":"AWS::EC2::Instance","complianceResourceId":"$instance","complianceType":"COMPLIANT","orderingTimestamp":"Mar 2, 2026, 8:00:00 AM"}]}"#).answers(r#"{"failedEvaluations":[]}"#),
    write(4, "autoscaling", "CompleteLifecycleAction").asks(r#"{"autoScalingGroupName":"eks-$cluster-nodes","lifecycleHookName":"drain","lifecycleActionToken":"$uuid","lifecycleActionResult":"CONTINUE"}"#),
];

/// People, through single sign-on.
pub const PERSON: &[Call] = &[
    read(30, "ec2", "DescribeInstances").asks(r#"{"maxResults":100,"instancesSet":{},"filterSet":{}}"#),
    read(14, "ec2", "DescribeInstanceTypes").asks(r#"{"DescribeInstanceTypesRequest":{"NextToken":"$digest","MaxResults":100}}"#),
    read(14, "ec2", "DescribeAddresses").asks(r#"{"publicIpsSet":{},"filterSet":{},"allocationIdsSet":{}}"#),
    write(16, "logs", "StartQuery")
        .asks(r#"{"logGroupNames":["/ecs/$workload"],"startTime":1772438400,"endTime":1772442000,"queryString":"fields @timestamp, @message | filter @message like \"timeout\" and status >= 500 | stats count(*) by bin(5m), path | sort @timestamp desc | limit 200"}"#)
        .answers(r#"{"queryId":"$uuid"}"#)
        .version("20140328"),
    read(14, "logs", "FilterLogEvents").asks(r#"{"logGroupName":"/ecs/$workload","startTime":1772438400000,"filterPattern":"{ ($.level = \"error\") && ($.service = \"$workload\") }","interleaved":true,"limit":1000}"#).version("20140328"),
    read(12, "monitoring", "ListMetrics").asks(r#"{"namespace":"AWS/ApplicationELB","metricName":"HTTPCode_Target_5XX_Count"}"#),
    read(10, "monitoring", "DescribeAlarms").asks(r#"{"alarmTypes":["CompositeAlarm","MetricAlarm"],"maxRecords":100}"#),
    read(10, "cloudformation", "DescribeStackEvents").asks(r#"{"stackName":"arn:aws:cloudformation:$region:$account:stack/$workload/$uuid"}"#),
    read(8, "s3", "ListBuckets").asks(r#"{"Host":"s3.$region.amazonaws.com"}"#),
    read(8, "lambda", "ListFunctions20150331").asks(r#"{"functionVersion":"ALL","maxItems":50}"#),
    read(8, "ecs", "DescribeServices").asks(r#"{"cluster":"$cluster","services":["$workload"],"include":["TAGS"]}"#),
    read(6, "ecs", "DescribeTasks").asks(r#"{"cluster":"$cluster","tasks":["arn:aws:ecs:$region:$account:task/$cluster/$uuid"]}"#),
    read(6, "iam", "ListRoles").asks(r#"{"maxItems":200}"#),
    read(6, "dynamodb", "ListTables").asks(r#"{"limit":100}"#).version("2012-08-10"),
    read(5, "notifications", "ListNotificationHubs"),
    read(5, "ce", "GetCostAndUsage").asks(r#"{"timePeriod":{"start":"2026-02-01","end":"2026-03-01"},"granularity":"DAILY","groupBy":[{"type":"DIMENSION","key":"SERVICE"}],"metrics":["UnblendedCost"]}"#),
    read(4, "health", "DescribeEventAggregates").asks(r#"{"aggregateField":"eventTypeCategory","filter":{"eventStatusCodes":["open","upcoming"]}}"#),
    write(3, "ecs", "UpdateService").asks(r#"{"cluster":"$cluster","service":"$workload","desiredCount":3,"forceNewDeployment":true}"#).answers(r#"{"service":{"serviceArn":"arn:aws:ecs:$region:$account:service/$cluster/$workload","serviceName":"$workload","clusterArn":"arn:aws:ecs:$region:$account:cluster/$cluster","status":"ACTIVE","desiredCount":3,"runningCount":3,"pendingCount":0,"launchType":"FARGATE","platformVersion":"LATEST","taskDefinition":"arn:aws:ecs:$region:$account:task-definition/$workload:$count","deploymentConfiguration":{"maximumPercent":200,"minimumHealthyPercent":100},"createdAt":"Mar 1, 2026, 8:00:00 AM"}}"#),
    write(1, "signin", "ConsoleLogin").answers(r#"{"ConsoleLogin":"Success"}"#).adds(r#"{"MobileVersion":"No","MFAUsed":"No","LoginTo":"https://$region.console.aws.amazon.com/"}"#),
];

/// What was reviewed as code.
pub const PIPELINE: &[Call] = &[
    read(40, "iam", "GetRole").asks(r#"{"roleName":"$workload"}"#),
    read(20, "iam", "ListRolePolicies").asks(r#"{"roleName":"$workload"}"#),
    read(20, "iam", "GetPolicy").asks(r#"{"policyArn":"arn:aws:iam::$account:policy/$workload"}"#),
    read(16, "ec2", "DescribeVpcs").asks(r#"{"vpcSet":{"items":[{"vpcId":"$vpc"}]},"filterSet":{}}"#),
    read(16, "ec2", "DescribeRouteTables").asks(r#"{"routeTableIdSet":{},"filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":[{"value":"$vpc"}]}}]}}"#),
    read(16, "s3", "GetBucketTagging").asks(r#"{"bucketName":"$bucket","Host":"$bucket.s3.$region.amazonaws.com","tagging":""}"#).adds(TRANSFER).about(BUCKET).fails(25, "NoSuchTagSet", "The TagSet does not exist"),
    read(14, "lambda", "GetFunction20150331v2").asks(r#"{"functionName":"$function"}"#),
    read(10, "secretsmanager", "GetSecretValue").asks(r#"{"secretId":"arn:aws:secretsmanager:$region:$account:secret:$secret"}"#),
    read(12, "ecr", "DescribeImages").asks(r#"{"registryId":"$account","repositoryName":"$workload","imageIds":[{"imageTag":"release-$count"}]}"#),
    write(8, "ecr", "InitiateLayerUpload").asks(r#"{"registryId":"$account","repositoryName":"$workload"}"#).answers(r#"{"uploadId":"$uuid","partSize":10485760}"#),
    write(44, "ecs", "RegisterTaskDefinition").asks(TASK).answers(r#"{"taskDefinition":{"taskDefinitionArn":"arn:aws:ecs:$region:$account:task-definition/$workload:$count","family":"$workload","revision":$count,"status":"ACTIVE","requiresAttributes":[{"name":"com.amazonaws.ecs.capability.logging-driver.awslogs"},{"name":"ecs.capability.execution-role-awslogs"},{"name":"com.amazonaws.ecs.capability.ecr-auth"},{"name":"com.amazonaws.ecs.capability.docker-remote-api.1.19"},{"name":"com.amazonaws.ecs.capability.task-iam-role"},{"name":"ecs.capability.container-health-check"},{"name":"ecs.capability.execution-role-ecr-pull"},{"name":"com.amazonaws.ecs.capability.docker-remote-api.1.18"},{"name":"ecs.capability.task-eni"},{"name":"ecs.capability.secrets.asm.environment-variables"}],"compatibilities":["EC2","FARGATE"],"registeredAt":"Mar 2, 2026, 8:00:00 AM","registeredBy":"arn:aws:sts::$account:assumed-role/github-actions-deploy/run"}}"#),
    write(6, "ecs", "UpdateService").asks(r#"{"cluster":"$cluster","service":"$workload","taskDefinition":"$workload:$count"}"#),
    write(6, "iam", "PutRolePolicy")
        .asks(r#"{"roleName":"$workload","policyName":"data","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Objects\",\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::$bucket/*\"},{\"Sid\":\"Keys\",\"Effect\":\"Allow\",\"Action\":[\"kms:Decrypt\",\"kms:GenerateDataKey\"],\"Resource\":\"arn:aws:kms:$region:$account:key/$key\",\"Condition\":{\"StringEquals\":{\"kms:ViaService\":\"s3.$region.amazonaws.com\"}}},{\"Sid\":\"Table\",\"Effect\":\"Allow\",\"Action\":[\"dynamodb:GetItem\",\"dynamodb:PutItem\",\"dynamodb:Query\"],\"Resource\":\"arn:aws:dynamodb:$region:$account:table/$table\"}]}"}"#),
    write(4, "iam", "CreateRole")
        .asks(r#"{"roleName":"$workload","path":"/service/","assumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}","tags":[{"key":"team","value":"platform"}]}"#)
        .answers(ROLE),
    write(6, "lambda", "UpdateFunctionCode20150331v2").asks(r#"{"functionName":"$function","s3Bucket":"$bucket","s3Key":"$prefix/$part","publish":true,"dryRun":false}"#).answers(r#"{"functionName":"$function","functionArn":"arn:aws:lambda:$region:$account:function:$function","runtime":"python3.13","role":"arn:aws:iam::$account:role/service/$workload","handler":"app.handler","codeSize":$bytes,"description":"","timeout":30,"memorySize":512,"codeSha256":"$digest","version":"$count","environment":{},"tracingConfig":{"mode":"Active"},"revisionId":"$uuid","state":"Active","lastUpdateStatus":"InProgress","packageType":"Zip","architectures":["arm64"],"ephemeralStorage":{"size":512}}"#),
    write(3, "cloudformation", "CreateChangeSet").asks(r#"{"stackName":"$workload","changeSetName":"cdk-deploy-change-set","changeSetType":"UPDATE","capabilities":["CAPABILITY_IAM","CAPABILITY_NAMED_IAM","CAPABILITY_AUTO_EXPAND"],"roleARN":"arn:aws:iam::$account:role/cdk-hnb659fds-cfn-exec-role-$account-$region","templateURL":"https://cdk-assets.s3.$region.amazonaws.com/$digest.json"}"#).answers(r#"{"id":"arn:aws:cloudformation:$region:$account:changeSet/cdk-deploy-change-set/$uuid","stackId":"arn:aws:cloudformation:$region:$account:stack/$workload/$uuid"}"#),
    write(3, "ec2", "CreateTags").asks(r#"{"resourcesSet":{"items":[{"resourceId":"$subnet"},{"resourceId":"$vpc"}]},"tagSet":{"items":[{"key":"team","value":"platform"},{"key":"terraform","value":"true"}]}}"#).answers(r#"{"requestId":"$uuid","_return":true}"#),
];

/// The few users that are left.
pub const USER: &[Call] = &[
    read(10, "ec2", "DescribeInstances").asks(r#"{"maxResults":100,"instancesSet":{},"filterSet":{}}"#),
    read(5, "s3", "ListBuckets").asks(r#"{"Host":"s3.$region.amazonaws.com"}"#),
    read(5, "sts", "GetCallerIdentity"),
    write(1, "signin", "ConsoleLogin")
        .answers(r#"{"ConsoleLogin":"Success"}"#)
        .adds(r#"{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"Yes"}"#),
];
