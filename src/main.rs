//! The binary: everything is in the library.

/// A third of the samples of a build of 1,000 services stood in the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    terrace::cli::run()
}
