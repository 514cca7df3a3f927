# Everything that has to hold before a change lands.
ci:
    .ci/run

# The tests.
test:
    cargo test

# Format the source and the policies.
fmt:
    cargo fmt
    cargo run --quiet -- fmt policies

# Look at format and lints, change nothing.
lint:
    cargo fmt --check
    cargo clippy --all-targets -- --deny warnings

# Write the golden trees anew; read the diff as a reviewer would.
golden:
    UPDATE_GOLDEN=1 cargo test --test terrace golden

# CPU time, bytes and memory of each stage for 1 to 5,000 services.
bench:
    cargo bench --bench pipe
