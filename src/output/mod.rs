//! Files in memory to disk, whole or not at all.
