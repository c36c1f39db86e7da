//! What commands take in memory.

use super::background::Background;
use super::command::GaugeCommand;
use super::theta::ThetaSource;

impl GaugeCommand {
    /// Bytes that it holds beside itself.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Rotate(source) => theta(source),
            Self::Drive(sources) => {
                sources.iter().map(|source| size_of::<ThetaSource>() + theta(source)).sum()
            }
            Self::SetBackground(list) => {
                list.iter().map(|one| size_of::<Background>() + background(one)).sum()
            }
            Self::SetLoop(sites) => {
                sites.iter().map(|site| size_of::<Vec<usize>>() + size_of_val(&**site)).sum()
            }
            Self::SetMode(_) | Self::UndoGauge | Self::Fix(_) | Self::Twin(_) => 0,
        }
    }
}

fn theta(source: &ThetaSource) -> usize {
    match source {
        ThetaSource::PlaneWave(wave) => size_of_val(&*wave.momentum),
        ThetaSource::Vortex(vortex) => size_of_val(&*vortex.centre) + size_of_val(&*vortex.plane),
        ThetaSource::Travelling(wave) => size_of_val(&*wave.momentum),
        ThetaSource::Expression(formula) => formula.theta.len(),
        ThetaSource::Stroke(stroke) => size_of_val(&*stroke.centre),
        ThetaSource::Constant(_) | ThetaSource::Checkerboard(_) | ThetaSource::Noise(_) => 0,
    }
}

fn background(background: &Background) -> usize {
    match background {
        Background::UniformB(field) => size_of_val(&*field.plane),
        Background::Solenoid(solenoid) => {
            size_of_val(&*solenoid.centre) + size_of_val(&*solenoid.plane)
        }
        Background::Wave(wave) => size_of_val(&*wave.momentum) + size_of_val(&*wave.polarisation),
        Background::Expression(formulas) => {
            let links = formulas.a.iter().map(|text| size_of::<String>() + text.len());
            links.sum::<usize>() + formulas.a0.len()
        }
        Background::UniformE(_)
        | Background::Step(_)
        | Background::Barrier(_)
        | Background::Well(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gauge::{Expression, Stroke};

    #[test]
    fn a_command_counts_what_it_holds() {
        let stroke = ThetaSource::Stroke(Stroke { centre: vec![0.5; 3], ..Stroke::default() });
        assert_eq!(GaugeCommand::Rotate(stroke.clone()).bytes(), 24);
        let formula = ThetaSource::Expression(Expression { theta: "2*x".to_owned() });
        let both = GaugeCommand::Drive(vec![stroke, formula]);
        assert_eq!(both.bytes(), 2 * size_of::<ThetaSource>() + 24 + 3);
        let path = GaugeCommand::SetLoop(vec![vec![1, 2], vec![1, 3]]);
        assert_eq!(path.bytes(), 2 * (size_of::<Vec<usize>>() + 16));
        assert_eq!(GaugeCommand::UndoGauge.bytes(), 0);
    }
}
