//! What the examples show, in Brazilian Portuguese.

use crate::gallery::Example;
use crate::words::{Lesson, Lessons};

pub(super) const LESSONS: Lessons = Lessons {
    title: "Ou veja o que aconteceu com outros",
    help: "Um clique para cada; depois volta o que você digitou.",
    count: |place, of| format!("Exemplo {place} de {of}"),
    before: "Anterior",
    next: "Próximo",
    close: "Fechar o exemplo",
    of: lesson,
};

fn lesson(example: Example) -> Lesson {
    match example {
        Example::Workflow => Lesson {
            title: "Um nome de arquivo diferente",
            teaser: "O PyPI diz “no corresponding publisher”. Que campo é?",
            shows: "O job rodou `release.yml`, e o publicador diz `publish.yml`. O PyPI compara só o nome do arquivo, e nunca diz qual campo difere: a resposta é a mesma para todos.",
        },
        Example::Environment => Lesson {
            title: "Um ambiente que ninguém indicou",
            teaser: "O publicador tem um ambiente, o job não indica nenhum.",
            shows: "Um ambiente no publicador também precisa ser indicado pelo job: `environment: release`. Sem ele no publicador, qualquer job do fluxo de trabalho pode publicar.",
        },
        Example::Case => Lesson {
            title: "Uma letra maiúscula",
            teaser: "`pyosMeta` e `pyosmeta` parecem iguais para as pessoas.",
            shows: "O PyPI compara o nome de um repositório do GitHub tal como está, embora o próprio GitHub não faça essa distinção. O nome do proprietário é comparado sem distinguir maiúsculas de minúsculas.",
        },
        Example::Permission => Lesson {
            title: "Nenhum token",
            teaser: "A publicação falha antes de o PyPI ser consultado.",
            shows: "Sem `permissions: id-token: write`, o GitHub não dá um token ao job. Nada que se configure no PyPI ajuda: a mudança são duas linhas no arquivo do fluxo de trabalho.",
        },
        Example::Pending => Lesson {
            title: "Um projeto que já existia",
            teaser: "Um publicador pendente cria o projeto. Este não pôde.",
            shows: "Um publicador pendente serve para um projeto que ainda não existe. Se alguém o cria antes, o publicador precisa ser adicionado nas configurações do próprio projeto.",
        },
        Example::Reusable => Lesson {
            title: "Um fluxo de trabalho chamado por outro",
            teaser: "O token indica dois arquivos, e o PyPI quer um deles.",
            shows: "`job_workflow_ref` indica o arquivo em que o job está, `workflow_ref` o que iniciou a execução. O PyPI aceita o token do primeiro e recusa as atestações feitas em nome do segundo.",
        },
        Example::Audience => Lesson {
            title: "Um token de verdade, para outro serviço",
            teaser: "Genuíno, mas não destinado ao PyPI.",
            shows: "O GitHub assinou este token para o público-alvo do sigstore. A assinatura está certa e todas as claims são verdadeiras, e mesmo assim o PyPI o recusa: `aud` tem de ser `pypi`. Ele expirou há muito tempo.",
        },
        Example::Quoted => Lesson {
            title: "Aspas em volta do token",
            teaser: "Um script enviou `\"eyJ…\"` com as aspas.",
            shows: "O `jq` sem `-r` imprime o texto com as aspas, e elas foram junto na requisição. O token dentro delas teria sido lido.",
        },
    }
}
