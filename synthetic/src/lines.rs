//! Files of other log types, a record a line: templates as those of CloudTrail's calls, each as often as its weight.

use fastrand::Rng;

use crate::account::{Account, made};
use crate::call::weighted;
use crate::record::{WINDOW, stamp};
use crate::template::{Values, fill, hex};
use crate::{ACCOUNTS, File};

/// A log type whose files are lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// VPC flow logs, version 2, with the line of headings that begins each file.
    VpcFlow,
    /// Access logs of Application Load Balancers.
    Alb,
    /// Okta's System Log, JSON.
    Okta,
}

/// The logs of one type, of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Lines {
    pub format: Format,
    /// As [`Trail`](crate::Trail) has them.
    pub seed: u64,
    pub suspicious: f64,
}

impl Lines {
    /// The `index`th file: `size` bytes, and less than a line more.
    pub fn file(&self, index: u64, size: usize) -> File {
        let account = Account::new(self.seed, index % ACCOUNTS);
        let mut random = Rng::with_seed(!self.seed ^ index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let begin = index / ACCOUNTS * WINDOW;
        let name = self.format.file_name(&account, begin, &mut random);
        let mut file = File { name, text: String::with_capacity(size + 4096), records: Vec::new(), suspicious: 0 };
        file.text.push_str(self.format.headings());
        while file.text.len() < size {
            let start = file.text.len();
            let moment = begin + WINDOW * start as u64 / size as u64;
            let suspicious = random.f64() < self.suspicious;
            let template = match suspicious {
                true => self.format.suspicious(),
                false => weighted(self.format.ordinary(), |(weight, _)| *weight, &mut random).1,
            };
            let (things, part) = (random.u64(..), random.u64(..));
            let values = &mut Values { account: &account, random: &mut random, things, part, moment };
            fill(&mut file.text, template, values);
            file.records.push(start..file.text.len());
            file.suspicious += usize::from(suspicious);
            file.text.push('\n');
        }
        file
    }
}

impl Format {
    fn headings(self) -> &'static str {
        match self {
            Format::VpcFlow => {
                "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
            }
            Format::Alb | Format::Okta => "",
        }
    }

    /// As AWS names what it delivers; Okta delivers no files.
    fn file_name(self, account: &Account, begin: u64, random: &mut Rng) -> String {
        let (id, region, stamp) = (&account.id, account.region, stamp(begin));
        let unique = made(|out| hex(out, 8, random));
        match self {
            Format::VpcFlow => format!("{id}_vpcflowlogs_{region}_fl-{unique}_{stamp}_{unique}.log.gz"),
            Format::Alb => format!("{id}_elasticloadbalancing_{region}_app.shop.{unique}_{stamp}_{unique}.log.gz"),
            Format::Okta => format!("okta_system_log_{stamp}_{unique}.jsonl.gz"),
        }
    }

    fn ordinary(self) -> &'static [(u32, &'static str)] {
        match self {
            Format::VpcFlow => FLOWS,
            Format::Alb => REQUESTS,
            Format::Okta => OKTA,
        }
    }

    /// What a rule that ships matches.
    fn suspicious(self) -> &'static str {
        match self {
            Format::VpcFlow => "2 $account $interface 8.8.8.8 $inner $port 22 6 40 5$port $epoch $epoch ACCEPT OK",
            Format::Alb => {
                r#"http $moment app/shop/50dc6c495c0c9188 $address:$port $inner:8080 0.000 0.001 0.000 200 200 834 366 "POST http://www.example.com:80/search HTTP/1.1" "-" - - arn:aws:elasticloadbalancing:$region:$account:targetgroup/shop/73e2d6bc24d8a067 "Root=1-$hex-$hex$hex$hex" "-" "-" 0 $moment "forward" "-" "-" "$inner:8080" "200" "Severe" "BothTeClPresent""#
            }
            Format::Okta => {
                r#"{"actor":{"id":"00u$hex","type":"User","alternateId":"$user@example.com","displayName":"$user","detailEntry":null},"client":{"userAgent":{"rawUserAgent":"curl/8.12.1","os":"Unknown","browser":"UNKNOWN"},"zone":"null","device":"Unknown","id":null,"ipAddress":"$address","geographicalContext":null},"authenticationContext":{"authenticationProvider":null,"credentialProvider":null,"credentialType":null,"issuer":null,"interface":null,"authenticationStep":0,"externalSessionId":"102$hex"},"displayMessage":"Reset all factors for user","eventType":"user.mfa.factor.reset_all","outcome":{"result":"SUCCESS","reason":null},"published":"$moment","securityContext":{"asNumber":64496,"asOrg":"example","isp":"example","domain":"example.com","isProxy":false},"severity":"INFO","debugContext":{"debugData":{"requestId":"$hex$hex","requestUri":"/api/internal/users/00u$hex/resetFactors","url":"/api/internal/users/00u$hex/resetFactors?"}},"legacyEventType":"core.user.factor.reset_all","transaction":{"type":"WEB","id":"$hex$hex","detail":{}},"uuid":"$uuid","version":"0","request":{"ipChain":[{"ip":"$address","geographicalContext":null,"version":"V4","source":null}]},"target":[{"id":"00u$hex","type":"User","alternateId":"person-$hex@example.com","displayName":"person-$hex","detailEntry":null}]}"#
            }
        }
    }
}

/// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
const FLOWS: &[(u32, &str)] = &[
    (40, "2 $account $interface $inner 10.0.9.$count $port 443 6 1$count 5$port $epoch $epoch ACCEPT OK"),
    (30, "2 $account $interface 10.0.9.$count $inner 443 $port 6 1$count 8$port $epoch $epoch ACCEPT OK"),
    (20, "2 $account $interface $address $inner $port 8080 6 $count 3$port $epoch $epoch ACCEPT OK"),
    (10, "2 $account $interface $inner 10.0.0.2 $port 53 17 1 7$count $epoch $epoch ACCEPT OK"),
    (12, "2 $account $interface $address $inner $port $high 6 1 40 $epoch $epoch REJECT OK"),
    (3, "2 $account $interface - - - - - - - $epoch $epoch - NODATA"),
];

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html>
const REQUESTS: &[(u32, &str)] = &[
    (
        50,
        r#"h2 $moment app/shop/50dc6c495c0c9188 $address:$port $inner:8080 0.000 0.0$count 0.000 200 200 3$count 18$count "GET https://www.example.com:443/products/$port?page=$count HTTP/2.0" "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:$region:$account:targetgroup/shop/73e2d6bc24d8a067 "Root=1-$hex-$hex$hex$hex" "www.example.com" "arn:aws:acm:$region:$account:certificate/12345678-1234-1234-1234-123456789012" 1 $moment "forward" "-" "-" "$inner:8080" "200" "-" "-" TID_$hex"#,
    ),
    (
        20,
        r#"https $moment app/shop/50dc6c495c0c9188 $address:$port $inner:8080 0.001 0.1$count 0.000 201 201 9$count 4$count "POST https://api.example.com:443/orders HTTP/1.1" "okhttp/4.12.0" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:$region:$account:targetgroup/orders/11e2d6bc24d8a011 "Root=1-$hex-$hex$hex$hex" "api.example.com" "arn:aws:acm:$region:$account:certificate/12345678-1234-1234-1234-123456789012" 2 $moment "waf,forward" "-" "-" "$inner:8080" "201" "-" "-" TID_$hex"#,
    ),
    (
        15,
        r#"http $moment app/shop/50dc6c495c0c9188 $address:$port - -1 -1 -1 301 - 2$count 328 "GET http://www.example.com:80/ HTTP/1.1" "curl/8.12.1" - - - "Root=1-$hex-$hex$hex$hex" "-" "-" 0 $moment "redirect" "https://www.example.com:443/" "-" "-" "-" "-" "-" TID_$hex"#,
    ),
    (
        4,
        r#"https $moment app/shop/50dc6c495c0c9188 $address:$port $inner:8080 0.001 5.0$count -1 502 - 9$count 272 "GET https://api.example.com:443/carts/$port HTTP/1.1" "okhttp/4.12.0" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:$region:$account:targetgroup/orders/11e2d6bc24d8a011 "Root=1-$hex-$hex$hex$hex" "api.example.com" "arn:aws:acm:$region:$account:certificate/12345678-1234-1234-1234-123456789012" 2 $moment "waf,forward" "-" "-" "$inner:8080" "-" "-" "-" TID_$hex"#,
    ),
];

/// <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/>
const OKTA: &[(u32, &str)] = &[
    (
        50,
        r#"{"actor":{"id":"00u$user","type":"User","alternateId":"$user@example.com","displayName":"$user","detailEntry":null},"client":{"userAgent":{"rawUserAgent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36","os":"Mac OS 14.5.0 (Sonoma)","browser":"CHROME"},"zone":"null","device":"Computer","id":null,"ipAddress":"$address","geographicalContext":{"city":"Dublin","state":"Leinster","country":"Ireland","postalCode":"D02","geolocation":{"lat":53.3382,"lon":-6.2591}}},"device":null,"authenticationContext":{"authenticationProvider":null,"credentialProvider":null,"credentialType":null,"issuer":null,"interface":null,"authenticationStep":0,"rootSessionId":"102$hex$hex","externalSessionId":"102$hex$hex"},"displayMessage":"User single sign on to app","eventType":"user.authentication.sso","outcome":{"result":"SUCCESS","reason":null},"published":"$moment","securityContext":{"asNumber":64496,"asOrg":"example","isp":"example","domain":"example.com","isProxy":false},"severity":"INFO","debugContext":{"debugData":{"initiationType":"SP_INITIATED","redirectUri":"https://example.okta.com/app/aws","requestId":"$hex$hex$hex","dtHash":"$digest","signOnMode":"SAML 2.0","requestUri":"/app/amazon_aws_sso/exk$hex/sso/saml","url":"/app/amazon_aws_sso/exk$hex/sso/saml?SAMLRequest=hidden"}},"legacyEventType":"app.auth.sso","transaction":{"type":"WEB","id":"$hex$hex$hex","detail":{}},"uuid":"$uuid","version":"0","request":{"ipChain":[{"ip":"$address","geographicalContext":{"city":"Dublin","state":"Leinster","country":"Ireland","postalCode":"D02","geolocation":{"lat":53.3382,"lon":-6.2591}},"version":"V4","source":null}]},"target":[{"id":"0oa$hex","type":"AppInstance","alternateId":"AWS IAM Identity Center","displayName":"AWS IAM Identity Center","detailEntry":{"signOnModeType":"SAML_2_0"}},{"id":"0ua$hex","type":"AppUser","alternateId":"$user@example.com","displayName":"$user","detailEntry":null}]}"#,
    ),
    (
        30,
        r#"{"actor":{"id":"00u$user","type":"User","alternateId":"$user@example.com","displayName":"$user","detailEntry":null},"client":{"userAgent":{"rawUserAgent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36","os":"Mac OS 14.5.0 (Sonoma)","browser":"CHROME"},"zone":"null","device":"Computer","id":null,"ipAddress":"$address","geographicalContext":{"city":"Dublin","state":"Leinster","country":"Ireland","postalCode":"D02","geolocation":{"lat":53.3382,"lon":-6.2591}}},"device":null,"authenticationContext":{"authenticationProvider":"FACTOR_PROVIDER","credentialProvider":"OKTA_CREDENTIAL_PROVIDER","credentialType":"PUSH","issuer":null,"interface":null,"authenticationStep":0,"rootSessionId":"102$hex$hex","externalSessionId":"102$hex$hex"},"displayMessage":"Authentication of user via MFA","eventType":"user.authentication.auth_via_mfa","outcome":{"result":"SUCCESS","reason":null},"published":"$moment","securityContext":{"asNumber":64496,"asOrg":"example","isp":"example","domain":"example.com","isProxy":false},"severity":"INFO","debugContext":{"debugData":{"factor":"OKTA_VERIFY_PUSH","requestId":"$hex$hex$hex","dtHash":"$digest","requestUri":"/idp/idx/challenge/poll","url":"/idp/idx/challenge/poll?","risk":"{level=LOW}","behaviors":"{New Geo-Location=NEGATIVE, New Device=NEGATIVE, New IP=NEGATIVE}"}},"legacyEventType":"core.user.factor.attempt_success","transaction":{"type":"WEB","id":"$hex$hex$hex","detail":{}},"uuid":"$uuid","version":"0","request":{"ipChain":[{"ip":"$address","geographicalContext":{"city":"Dublin","state":"Leinster","country":"Ireland","postalCode":"D02","geolocation":{"lat":53.3382,"lon":-6.2591}},"version":"V4","source":null}]},"target":[{"id":"pfd$hex","type":"AuthenticatorEnrollment","alternateId":"unknown","displayName":"Okta Verify","detailEntry":null}]}"#,
    ),
    (
        20,
        r#"{"actor":{"id":"00u$user","type":"User","alternateId":"$user@example.com","displayName":"$user","detailEntry":null},"client":{"userAgent":{"rawUserAgent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36","os":"Mac OS 14.5.0 (Sonoma)","browser":"CHROME"},"zone":"null","device":"Computer","id":null,"ipAddress":"$address","geographicalContext":null},"device":null,"authenticationContext":{"authenticationProvider":null,"credentialProvider":null,"credentialType":null,"issuer":null,"interface":null,"authenticationStep":0,"rootSessionId":"102$hex$hex","externalSessionId":"102$hex$hex"},"displayMessage":"Evaluation of sign-on policy","eventType":"policy.evaluate_sign_on","outcome":{"result":"ALLOW","reason":"Sign-on policy evaluation resulted in ALLOW"},"published":"$moment","securityContext":{"asNumber":64496,"asOrg":"example","isp":"example","domain":"example.com","isProxy":false},"severity":"INFO","debugContext":{"debugData":{"requestId":"$hex$hex$hex","requestUri":"/idp/idx/identify","url":"/idp/idx/identify?","threatSuspected":"false"}},"legacyEventType":null,"transaction":{"type":"WEB","id":"$hex$hex$hex","detail":{}},"uuid":"$uuid","version":"0","request":{"ipChain":[{"ip":"$address","geographicalContext":null,"version":"V4","source":null}]},"target":[{"id":"00p$hex","type":"PolicyEntity","alternateId":"unknown","displayName":"Default Policy","detailEntry":{"policyType":"OktaSignOn"}},{"id":"0pr$hex","type":"PolicyRule","alternateId":"00p$hex","displayName":"Default Rule","detailEntry":null}]}"#,
    ),
];
