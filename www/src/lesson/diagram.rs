//! The way of a token between three that act, as a line with eight stops. It is drawn twice, wide and tall, and the
//! style shows the one that there is room for.

use yew::{Callback, Html, MouseEvent, Properties, classes, component, html};

use super::stage::{Actor, Stage};
use super::{go, words};
use crate::hooks::use_language;
use crate::view::Chapter;

/// What the diagram shows.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Progress {
    /// The way, and nobody on it.
    #[default]
    Idle,
    /// Where one stands.
    At(Stage),
    /// All of it was gone.
    Minted,
    /// Where it ended.
    Refused(Stage),
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) progress: Progress,
    /// The index's name.
    pub(crate) index: &'static str,
}

/// A point of a drawing.
type Point = (i32, i32);

/// Where everything stands in one of the two drawings.
struct Plan {
    name: &'static str,
    size: Point,
    lane: fn(usize) -> (i32, i32, i32, i32),
    lane_name: fn(usize) -> Point,
    stop: fn(usize, usize) -> Point,
    /// The bend between two stops.
    bend: fn(Point, Point) -> [Point; 2],
    label: fn(Point) -> Point,
    /// The API token's way back to the job, and the arrow's head at its end.
    back: (&'static str, &'static str),
}

const PLANS: [Plan; 2] = [
    Plan {
        name: "wide",
        size: (960, 276),
        lane: |lane| (0, small(lane) * 94, 960, 86),
        lane_name: |lane| (20, small(lane) * 94 + 48),
        stop: |stop, lane| (158 + small(stop) * 104, small(lane) * 94 + 34),
        bend: |(x, y), (to_x, to_y)| {
            let middle = (x + to_x) / 2;
            [(middle, y), (middle, to_y)]
        },
        label: |(x, y)| (x, y + 38),
        back: (
            "M902 222C934 222 934 190 934 168C934 150 934 148 934 140",
            "M927 148L934 138L941 148",
        ),
    },
    Plan {
        name: "tall",
        size: (330, 560),
        lane: |lane| (small(lane) * 111, 0, 107, 560),
        lane_name: |lane| (small(lane) * 111 + 53, 26),
        stop: |stop, lane| (small(lane) * 111 + 53, 62 + small(stop) * 62),
        bend: |(x, y), (to_x, to_y)| {
            let middle = (y + to_y) / 2;
            [(x, middle), (to_x, middle)]
        },
        label: |(x, y)| (x, y + 34),
        back: (
            "M259 496C215 496 164 500 164 532",
            "M157 525L164 535L171 525",
        ),
    },
];

fn small(number: usize) -> i32 {
    i32::try_from(number).unwrap_or_default()
}

fn lane_of(actor: Actor) -> usize {
    let place = Actor::ALL.iter().position(|other| *other == actor);
    place.unwrap_or_default()
}

#[component]
pub(crate) fn Diagram(props: &Props) -> Html {
    let (language, _) = use_language();
    let course = words(language);
    let label = |stage: Stage| (course.stage)(stage).label;
    let said = match props.progress {
        Progress::Idle => String::new(),
        Progress::At(stage) => (course.diagram_here)(stage.number(), label(stage)),
        Progress::Minted => course.diagram_minted.to_owned(),
        Progress::Refused(stage) => (course.diagram_refused)(stage.number(), label(stage)),
    };
    let description = format!("{} {said}", (course.diagram_path)(props.index));
    let state = match props.progress {
        Progress::Idle => "idle".to_owned(),
        Progress::At(stage) => format!("at-{}", stage.id()),
        Progress::Minted => "minted".to_owned(),
        Progress::Refused(stage) => format!("refused-{}", stage.id()),
    };
    let drawings = PLANS.iter().map(|plan| {
        let (width, height) = plan.size;
        let title = format!("diagram-title-{}", plan.name);
        let told = format!("diagram-description-{}", plan.name);
        let lanes = Actor::ALL.into_iter().map(|actor| {
            let lane = lane_of(actor);
            let (x, y, width, height) = (plan.lane)(lane);
            let (name_x, name_y) = (plan.lane_name)(lane);
            html! {
                <g class="lane">
                    <rect
                        x={x.to_string()}
                        y={y.to_string()}
                        width={width.to_string()}
                        height={height.to_string()}
                        rx="14"
                    />
                    <text x={name_x.to_string()} y={name_y.to_string()}>
                        { (course.actor)(actor, props.index) }
                    </text>
                </g>
            }
        });
        let stops = Stage::ALL
            .into_iter()
            .zip(0..)
            .map(|(stage, place)| (stage, (plan.stop)(place, lane_of(stage.actor()))))
            .collect::<Vec<_>>();
        let lines = stops.iter().zip(stops.iter().skip(1)).map(|(from, to)| {
            let (x, y) = from.1;
            let (to_x, to_y) = to.1;
            let [(a, b), (c, d)] = (plan.bend)(from.1, to.1);
            let class = classes!("line", line_class(props.progress, to.0));
            html! {
                <path
                    {class}
                    d={format!("M{x} {y}C{a} {b} {c} {d} {to_x} {to_y}")}
                    pathLength="100"
                />
            }
        });
        let back = match props.progress {
            Progress::Minted => "is-passed",
            Progress::At(Stage::Mint) => "is-done",
            Progress::Idle => "is-idle",
            Progress::At(_) | Progress::Refused(_) => "is-ahead",
        };
        let nodes = stops.iter().map(|(stage, place)| {
            let (x, y) = (plan.label)(*place);
            html! {
                <g class={classes!("stop", stop_class(props.progress, *stage))} onclick={on_stop(*stage)}>
                    { stop(*stage, *place, props.progress) }
                    <text class="stop-label" x={x.to_string()} y={y.to_string()}>
                        { label(*stage) }
                    </text>
                </g>
            }
        });
        html! {
            <svg
                class={classes!("diagram", format!("diagram-{}", plan.name))}
                viewBox={format!("0 0 {width} {height}")}
                role="img"
                aria-labelledby={title.clone()}
                aria-describedby={told.clone()}
            >
                <title id={title}>{ course.diagram }</title>
                <desc id={told}>{ &description }</desc>
                { for lanes }
                { for lines }
                <path class={classes!("line", back)} d={plan.back.0} pathLength="100" />
                <path class={classes!("line", "line-head", back)} d={plan.back.1} />
                { for nodes }
            </svg>
        }
    });
    html! {
        <div class="diagrams" data-testid="diagram" data-progress={state}>{ for drawings }</div>
    }
}

/// The circle with its number, or what came of it.
fn stop(stage: Stage, (x, y): Point, progress: Progress) -> Html {
    let at = format!("translate({x} {y})");
    let sign = match progress {
        Progress::Refused(refused) if refused == stage => Some("M-6 -6L6 6M6 -6L-6 6"),
        Progress::Refused(refused) if stage < refused => Some("M-6.5 .5L-2 5L6.5 -5"),
        Progress::Minted => Some("M-6.5 .5L-2 5L6.5 -5"),
        Progress::Refused(_) | Progress::Idle | Progress::At(_) => None,
    };
    html! {
        <g transform={at}>
            <circle class="halo" r="23" />
            <circle class="disc" r="16" />
            if let Some(path) = sign {
                <path class="sign" d={path} />
            } else {
                <text class="stop-number" y="5.5">{ stage.number() }</text>
            }
        </g>
    }
}

fn stop_class(progress: Progress, stage: Stage) -> &'static str {
    match progress {
        Progress::Idle => "is-idle",
        Progress::At(here) if here == stage => "is-here",
        Progress::At(here) if stage < here => "is-done",
        Progress::At(_) => "is-ahead",
        Progress::Minted => "is-passed",
        Progress::Refused(refused) if refused == stage => "is-refused",
        Progress::Refused(refused) if stage < refused => "is-passed",
        Progress::Refused(_) => "is-ahead",
    }
}

/// The line that leads to a stop.
fn line_class(progress: Progress, to: Stage) -> &'static str {
    match progress {
        Progress::Idle => "is-idle",
        Progress::At(here) if to <= here => "is-done",
        Progress::Minted => "is-passed",
        Progress::Refused(refused) if to <= refused => "is-passed",
        Progress::At(_) | Progress::Refused(_) => "is-ahead",
    }
}

/// A shorter way for a mouse; the list of steps is there for everybody.
fn on_stop(stage: Stage) -> Callback<MouseEvent> {
    Callback::from(move |_| go(Chapter::Step(stage.number())))
}
