//! What the words of the glossary mean, in Brazilian Portuguese.

use crate::issuer::Term;

pub(in super::super) fn term(term: Term) -> &'static str {
    match term {
        Term::Audience => "a quem o token se destina; um índice só aceita o seu",
        Term::Expiry => "quando o token expira, em segundos desde 1970",
        Term::IssuedAt => "quando o token foi emitido, em segundos desde 1970",
        Term::Issuer => "quem emitiu o token e publica as chaves para verificá-lo",
        Term::NotBefore => "a partir de quando o token é válido, em segundos desde 1970",
        Term::Subject => "de quem o token trata, no formato do próprio emissor",
        Term::TokenId => "o ID do próprio token; um índice aceita cada um uma única vez",
        Term::HeaderAlgorithm => "como o token é assinado",
        Term::HeaderB64 => "se o conteúdo está em base64",
        Term::HeaderCritical => "extensões que o leitor tem de entender",
        Term::HeaderKeyId => "qual das chaves do emissor assinou o token",
        Term::HeaderThumbprint => "a impressão digital do certificado que acompanha a chave",
        Term::HeaderType => "o que o texto é: um JSON Web Token",
        Term::GithubActor => "quem iniciou a execução do fluxo de trabalho",
        Term::GithubActorId => {
            "o ID de quem iniciou a execução do fluxo de trabalho; não muda quando o nome muda"
        }
        Term::GithubBaseRef => "o branch em que um pull request seria mesclado",
        Term::GithubCheckRunId => "o ID da check run do job",
        Term::GithubEnterprise => {
            "a empresa (enterprise) a que o proprietário do repositório pertence"
        }
        Term::GithubEnterpriseId => "o ID da empresa (enterprise)",
        Term::GithubEnvironment => "o ambiente que o job indica; ausente se não indica nenhum",
        Term::GithubEnvironmentNodeId => "o ID do ambiente na API GraphQL do GitHub",
        Term::GithubEventName => "o evento que iniciou a execução do fluxo de trabalho",
        Term::GithubHeadRef => "o branch de onde vem um pull request",
        Term::GithubJobWorkflowRef => {
            "o arquivo em que o job está, com sua ref; em um fluxo de trabalho reutilizável, o arquivo chamado"
        }
        Term::GithubJobWorkflowSha => "o commit do arquivo em que o job está",
        Term::GithubRef => "o branch ou a tag que iniciou a execução do fluxo de trabalho",
        Term::GithubRefProtected => "se o branch ou a tag é protegido",
        Term::GithubRefType => "se a ref é um branch ou uma tag",
        Term::GithubRepositoryProperty => "uma propriedade personalizada do repositório",
        Term::GithubRepository => {
            "o repositório em que o fluxo de trabalho roda, como proprietário/nome"
        }
        Term::GithubRepositoryId => "o ID do repositório; não muda quando o nome muda",
        Term::GithubRepositoryOwner => "o proprietário do repositório",
        Term::GithubRepositoryOwnerId => {
            "o ID do proprietário; não muda quando o nome muda, e uma conta recriada tem outro"
        }
        Term::GithubRepositoryVisibility => "se o repositório é público, interno ou privado",
        Term::GithubRunAttempt => "quantas vezes esta execução do fluxo de trabalho foi iniciada",
        Term::GithubRunId => "o ID da execução do fluxo de trabalho",
        Term::GithubRunNumber => "o número da execução dentro do seu fluxo de trabalho",
        Term::GithubRunnerEnvironment => "se é o GitHub ou o proprietário quem opera a máquina",
        Term::GithubSha => "o commit que iniciou a execução do fluxo de trabalho",
        Term::GithubWorkflow => {
            "o nome do fluxo de trabalho, ou o caminho do arquivo se ele não tem nome"
        }
        Term::GithubWorkflowRef => {
            "o arquivo que iniciou a execução, com sua ref; em um fluxo de trabalho reutilizável, o arquivo que chama"
        }
        Term::GithubWorkflowSha => "o commit do arquivo que iniciou a execução",
        Term::GitlabCiConfigRefUri => "o arquivo de pipeline, com seu projeto e sua ref",
        Term::GitlabCiConfigSha => "o commit do arquivo de pipeline",
        Term::GitlabDeploymentTier => "o tipo de ambiente: produção, homologação, teste",
        Term::GitlabEnvironment => "o ambiente que o job indica; ausente se não indica nenhum",
        Term::GitlabEnvironmentAction => "o que o job faz com o ambiente: inicia, para, prepara",
        Term::GitlabEnvironmentProtected => "se o ambiente é protegido",
        Term::GitlabGroupsDirect => "os grupos a que o usuário pertence diretamente",
        Term::GitlabJobId => "o ID do job",
        Term::GitlabJobNamespaceId => "o ID do namespace em que o job roda",
        Term::GitlabJobNamespacePath => "o namespace em que o job roda",
        Term::GitlabJobProjectId => "o ID do projeto em que o job roda",
        Term::GitlabJobProjectPath => "o projeto em que o job roda",
        Term::GitlabJobSource => "o que iniciou o job",
        Term::GitlabNamespaceId => "o ID do grupo ou usuário proprietário do projeto",
        Term::GitlabNamespacePath => "o grupo ou usuário proprietário do projeto",
        Term::GitlabPipelineId => "o ID do pipeline",
        Term::GitlabPipelineSource => "o que iniciou o pipeline",
        Term::GitlabProjectId => "o ID do projeto; não muda quando o nome muda",
        Term::GitlabProjectPath => "o projeto, como namespace/nome",
        Term::GitlabProjectVisibility => "se o projeto é público, interno ou privado",
        Term::GitlabRef => "o branch ou a tag para que o job roda, pelo nome curto",
        Term::GitlabRefPath => "o branch ou a tag para que o job roda, pelo nome completo",
        Term::GitlabRefProtected => "se o branch ou a tag é protegido",
        Term::GitlabRefType => "se a ref é um branch ou uma tag",
        Term::GitlabRunnerEnvironment => "se é o GitLab ou o proprietário quem opera a máquina",
        Term::GitlabRunnerId => "o ID do runner",
        Term::GitlabSha => "o commit para que o job roda",
        Term::GitlabUserAccessLevel => "o papel do usuário no projeto",
        Term::GitlabUserEmail => "o endereço do usuário que iniciou o job",
        Term::GitlabUserId => "o ID do usuário que iniciou o job",
        Term::GitlabUserIdentities => "as contas do usuário em outros serviços",
        Term::GitlabUserLogin => "o nome do usuário que iniciou o job",
        Term::GoogleAzp => "o cliente para o qual o token foi emitido",
        Term::GoogleEmail => "o endereço da conta de serviço",
        Term::GoogleEmailVerified => "se o Google verificou o endereço",
        Term::GoogleGoogle => "detalhes da máquina que pediu o token",
        Term::GoogleHd => "o domínio do Google Workspace da conta",
        Term::ActivestateActor => "o usuário do ActiveState que iniciou a build",
        Term::ActivestateActorId => "o ID do usuário que iniciou a build",
        Term::ActivestateArtifactId => "o ID do artefato que foi construído",
        Term::ActivestateBuilder => "o builder que rodou; só o que publica é aceito",
        Term::ActivestateIngredient => "o ingrediente (ingredient) que foi construído",
        Term::ActivestateOrganization => "a organização no ActiveState",
        Term::ActivestateOrganizationId => "o ID da organização",
        Term::ActivestateProject => "o projeto no ActiveState",
        Term::ActivestateProjectId => "o ID do projeto",
        Term::ActivestateProjectPath => "o projeto, como organização/nome",
        Term::ActivestateProjectVisibility => "se o projeto é público ou privado",
        Term::CircleciContextIds => "os IDs dos contextos que o job usa",
        Term::CircleciJobId => "o ID do job",
        Term::CircleciOrgId => "o ID da organização, com que termina o endereço do emissor",
        Term::CircleciPipelineDefinitionId => {
            "o ID da definição do pipeline, que as configurações do projeto mostram"
        }
        Term::CircleciPipelineId => "o ID do pipeline",
        Term::CircleciProjectId => "o ID do projeto",
        Term::CircleciSshRerun => "se o job foi executado de novo com acesso por SSH",
        Term::CircleciVcsOrigin => {
            "o repositório que iniciou o pipeline; ausente se foi um webhook personalizado"
        }
        Term::CircleciVcsRef => {
            "o branch ou a tag que iniciou o pipeline, pelo nome completo; ausente se foi um webhook personalizado"
        }
        Term::CircleciWorkflowId => "o ID do fluxo de trabalho",
    }
}
