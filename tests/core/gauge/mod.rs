//! Gauges: what rotations change and what they do not.

mod covariance;
mod support;
