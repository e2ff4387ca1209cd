//! What the examples show, in English.

use crate::gallery::Example;
use crate::words::{Lesson, Lessons};

pub(super) const LESSONS: Lessons = Lessons {
    title: "Or see what others ran into",
    help: "One click each; what you entered comes back afterwards.",
    count: |place, of| format!("Example {place} of {of}"),
    before: "Previous",
    next: "Next",
    close: "Close the example",
    of: lesson,
};

fn lesson(example: Example) -> Lesson {
    match example {
        Example::Workflow => Lesson {
            title: "One file name apart",
            teaser: "PyPI says “no corresponding publisher”. Which field is it?",
            shows: "The job ran `release.yml`, the publisher says `publish.yml`. PyPI compares the file's name alone, and never says which field differs: the answer is the same for each of them.",
        },
        Example::Environment => Lesson {
            title: "An environment nobody named",
            teaser: "The publisher has an environment, the job has none.",
            shows: "An environment in the publisher has to be named by the job as well: `environment: release`. Leaving it out of the publisher lets any job of the workflow publish.",
        },
        Example::Case => Lesson {
            title: "A capital letter",
            teaser: "`pyosMeta` and `pyosmeta` look alike to people.",
            shows: "PyPI compares a GitHub repository's name as it stands, though GitHub itself does not care. The owner's name is compared without case.",
        },
        Example::Permission => Lesson {
            title: "No token at all",
            teaser: "The release fails before PyPI is asked.",
            shows: "Without `permissions: id-token: write`, GitHub gives the job no token. No setting on PyPI helps: the change is two lines in the workflow file.",
        },
        Example::Pending => Lesson {
            title: "A project that was there already",
            teaser: "A pending publisher creates its project. This one could not.",
            shows: "A pending publisher is for a project that does not exist yet. If somebody creates it first, the publisher has to be added in the project's own settings.",
        },
        Example::Reusable => Lesson {
            title: "A workflow called by another",
            teaser: "The token names two files, and PyPI wants one of them.",
            shows: "`job_workflow_ref` names the file with the job in it, `workflow_ref` the one that started the run. PyPI accepts the first one's token, and refuses the attestations made in the second one's name.",
        },
        Example::Audience => Lesson {
            title: "A real token for another service",
            teaser: "Genuine, but not meant for PyPI.",
            shows: "GitHub signed this token for sigstore's audience. The signature is right and every claim is true, and PyPI refuses it all the same: `aud` has to be `pypi`. It expired long ago.",
        },
        Example::Quoted => Lesson {
            title: "Quotes around the token",
            teaser: "A script sent `\"eyJ…\"` with the quotes.",
            shows: "`jq` without `-r` prints a text with its quotes, and they went along into the request. The token inside would have been read.",
        },
    }
}
