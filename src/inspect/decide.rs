//! What follows from the steps.

use crate::finding::{Decision, Open, Outcome, Phase, Reason, Rule, Step};

/// Without a token nothing was refused.
pub(super) fn nothing_given(steps: &mut [Step]) {
    for step in steps {
        let is_first = step.rule == Rule::Decode && step.phase == Phase::Request;
        step.outcome = match step.outcome {
            _ if is_first => Outcome::Unknown,
            Outcome::Fail => Outcome::NotReached,
            other => other,
        };
        step.reason = is_first.then_some(Reason::TokenNotGiven);
        step.decisive = false;
    }
}

/// Accept needs every rule to hold. A rule that fails refuses whatever is unknown.
pub(super) fn decide(steps: &[Step]) -> Decision {
    let fails = |step: &Step| step.outcome == Outcome::Fail && step.blocking;
    if steps.iter().any(fails) {
        return Decision::Reject;
    }
    let mut open: Vec<Open> = Vec::new();
    for step in steps.iter().filter(|step| step.outcome == Outcome::Unknown) {
        let subject = match &step.reason {
            // Where there are claims, what a token would add is that they are genuine.
            Some(Reason::TokenNotGiven) if step.rule == Rule::Decode => Open::Token,
            Some(Reason::NoPublishers { .. }) => Open::Publisher,
            Some(Reason::FieldNotGiven { field, .. }) => Open::Field {
                publisher: step.publisher.unwrap_or_default(),
                field: field.clone(),
            },
            Some(Reason::AudienceNotGiven) => Open::Audience,
            Some(Reason::MomentNotGiven) => Open::Moment,
            Some(Reason::NotKnown { .. }) => Open::Index,
            Some(Reason::ClaimNotPrinted { claim }) => Open::Claim {
                claim: claim.clone(),
            },
            _ => Open::Authenticity,
        };
        if !open.contains(&subject) {
            open.push(subject);
        }
    }
    if open.is_empty() {
        return Decision::Accept;
    }
    let usefulness = |subject: &Open| match subject {
        Open::Token => 0,
        Open::Publisher => 1,
        Open::Field { .. } => 2,
        Open::Claim { .. } => 3,
        Open::Audience => 4,
        Open::Authenticity => 5,
        Open::Moment => 6,
        Open::Index => 7,
    };
    open.sort_by_key(usefulness);
    let accepted_if_genuine = open.iter().all(|subject| match subject {
        Open::Audience | Open::Authenticity | Open::Moment => true,
        // No client prints the event; hardly any release is run by the one that is refused.
        Open::Claim { claim } => claim == "event_name",
        Open::Field { .. } | Open::Index | Open::Publisher | Open::Token => false,
    });
    Decision::Undecided {
        open,
        accepted_if_genuine,
    }
}

pub(super) fn is_acceptance(decision: &Decision) -> bool {
    match decision {
        Decision::Accept => true,
        Decision::Reject => false,
        Decision::Undecided {
            accepted_if_genuine,
            ..
        } => *accepted_if_genuine,
    }
}
