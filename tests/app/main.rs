//! app tests
