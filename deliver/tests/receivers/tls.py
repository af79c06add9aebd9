"""Writes ca.pem, cert.pem and key.pem for `localhost` to a folder."""

import datetime
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

folder = sys.argv[1]
begin = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
end = begin + datetime.timedelta(days=30)


def certificate(name, key, issuer, issuer_key, is_ca):
    named = lambda text: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    )
    if not is_ca:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
for name, pem in [
    ("ca.pem", certificate("ca", ca_key, "ca", ca_key, True)),
    ("cert.pem", certificate("localhost", key, "ca", ca_key, False)),
    (
        "key.pem",
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    ),
]:
    with open(f"{folder}/{name}", "wb") as file:
        file.write(pem)
