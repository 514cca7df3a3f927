//! Plans made by hand, and what becomes of them: bytes of the model tree, notes, kustomize.

mod fixture;
mod golden;
mod kustomize;
mod lowering;
mod patches;
mod typed;
mod windows;
