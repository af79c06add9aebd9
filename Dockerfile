# iota as an image with one file in it: a static binary with the rules compiled in.
#
#     docker build --tag iota .
#     docker run --read-only --volume iota-data:/data iota ...
#
# The layers go from what changes seldom to what changes often: third-party crates, the crates of this workspace, rules. Another rule
# compiles `generated` and links; nothing before it is built again.

ARG RUST=1.95.0
ARG DEBIAN=bookworm

FROM docker.io/library/rust:${RUST}-slim-${DEBIAN} AS toolchain
ARG CARGO_CHEF=0.1.78
# Builds the third-party crates from the manifests alone.
RUN cargo install --locked --version "${CARGO_CHEF}" cargo-chef
WORKDIR /iota

# Everything but the rules: what is copied from here is the same, and its layers are kept, whatever the rules are.
FROM toolchain AS sources
COPY . .
RUN rm -r rules && cargo chef prepare --recipe-path /recipe.json

FROM toolchain AS builder
COPY --from=sources /recipe.json /recipe.json
# Of iota, as `otel`, separated by commas.
ARG IOTA_FEATURES=
ENV IOTA_FEATURES="${IOTA_FEATURES}"
RUN cargo chef cook --release --locked --recipe-path /recipe.json --package iota ${IOTA_FEATURES:+--features "${IOTA_FEATURES}"}
COPY --from=sources /iota ./
# The build script looks at the rules again when this variable changes: files that are copied may be older than what was built.
RUN mkdir /no-rules && IOTA_RULES=/no-rules scripts/static
COPY rules rules
# Folders as in PATH, below the build's context.
ARG IOTA_RULES=rules
RUN IOTA_RULES="${IOTA_RULES}" scripts/static && cp target/static/iota /iota-static && mkdir /data

FROM scratch
LABEL org.opencontainers.image.title="iota" \
      org.opencontainers.image.description="Detection rules in Python, run over cloud audit logs as native code" \
      org.opencontainers.image.licenses="MIT"
COPY --from=builder /iota-static /iota
# The one place to write to: a volume takes the owner of this folder. SQLite puts its temporary files by TMPDIR.
COPY --from=builder --chown=65532:65532 /data /data
ENV TMPDIR=/data
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/iota"]
