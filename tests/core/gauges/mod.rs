//! Gauges: what rotations change and what they do not.

mod backgrounds;
mod commands;
mod covariance;
mod export;
mod fixing;
mod readouts;
mod scenes;
mod sources;
mod support;
