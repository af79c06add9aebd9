"""What attackers ask web servers for."""

import re
from urllib.parse import unquote

# Files that no site means to serve.
SECRET_FILES = re.compile(
    r"/\.env(\.[a-z]+)?$|/\.git/(config|HEAD|index)$|/\.aws/credentials$|/\.ssh/id_[a-z0-9]+$|/wp-config\.php\.[a-z]+$"
    r"|/(dump|backup|database|db)\.(sql|sql\.gz|zip|tar\.gz|bak)$|/actuator/(env|heapdump)$|/\.htpasswd$"
    r"|/web\.config\.bak$|/server-status$|/phpinfo\.php$|/\.DS_Store$|/terraform\.tfstate$|/id_rsa$",
    re.IGNORECASE,
)
# In lower case, what each of them has: nearly every request ends here.
SECRET_SIGNS = (
    "/.env", "/.git/", "/.aws/credentials", "/.ssh/id_", "/wp-config.php.", "/dump.", "/backup.", "/database.", "/db.",
    "/actuator/", "/.htpasswd", "/web.config.bak", "/server-status", "/phpinfo.php", "/.ds_store", "/terraform.tfstate",
    "/id_rsa",
)
# Requests whose one purpose is to break in.
EXPLOITS = re.compile(
    r"\$\{(jndi|\$\{|lower:|env:)|\.\./\.\./|/etc/passwd|union\s+(all\s+)?select|sleep\(\d+\)|<script|xp_cmdshell"
    r"|/cgi-bin/.*(/bin/sh|/bin/bash)|php://(input|filter)|169\.254\.169\.254|/bin/(ba)?sh\b"
    r"|\b(wget|curl)\s+http",
    re.IGNORECASE,
)
# The same, before anything is decoded.
EXPLOIT_SIGNS = (
    "%", "${", "../../", "/etc/passwd", "union", "sleep(", "<script", "xp_cmdshell", "/bin/", "php://", "169.254.169.254",
    "wget", "curl ", "curl+", "curl\t",
)


def path(url):
    """The path of a URL or of a path with a query."""
    rest = str(url).split("?")[0].split("#")[0]
    if "://" in rest:
        rest = "/" + "/".join(rest.split("://", 1)[1].split("/")[1:])
    return rest


def secret_file(url):
    """The file, if it is one that should not be served, else an empty text."""
    lowered = str(url).lower()
    if not any(sign in lowered for sign in SECRET_SIGNS):
        return ""
    found = SECRET_FILES.search(path(url))
    return found.group(0) if found else ""


def exploit(url):
    """What of the request is an attack, or an empty text. Attackers encode twice."""
    lowered = str(url).lower()
    if not any(sign in lowered for sign in EXPLOIT_SIGNS):
        return ""
    found = EXPLOITS.search(unquote(unquote(str(url).replace("+", " "))))
    return found.group(0) if found else ""
