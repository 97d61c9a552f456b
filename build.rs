//! How the tests are linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Every test is a process of its own. Where its code stands at a fixed place, its start need not touch every page
    // to say where that is.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo::rustc-link-arg-tests=-no-pie");
    }
}
