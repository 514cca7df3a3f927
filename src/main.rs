//! The binary: everything is in the library.

/// Half of the time of a large build is spent on small allocations; glibc takes twice as long over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    terrace::cli::run()
}
