import type { RandomText } from './randomText.ts';

/** A kind of secret: the name it would be given in code, and how one is made that is nobody's. */
type Kind = readonly [kind: string, variable: string, make: (random: RandomText) => string];

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** A word of a password, followed by digits and a sign. */
const words = ['Copper', 'maple', 'Quartz', 'river', 'Falcon', 'ember'] as const;
const signs = ['!', '#', '*', '?', '_', '&'] as const;

const pem = (type: string) => (random: RandomText) => {
  const lines = Array.from({ length: 6 }, () => random.base64(64));
  const label = `${type}PRIVATE KEY`;
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
};

const inOneLine = (make: (random: RandomText) => string) => (random: RandomText) =>
  make(random).replaceAll('\n', '\\n');

const url = (scheme: string, database: string) => (random: RandomText) =>
  `${scheme}://app:${random.mixed(16)}@${random.of(['db', 'cache', 'mq'])}.internal${database}`;

const jwt = (random: RandomText) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = part({ sub: random.digits(10), name: random.mixed(8), iat: 1_700_000_000 });
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${claims}.${random.base64Url(43)}`;
};

const password = (random: RandomText) =>
  `${random.of(words)}${random.of(words)}${random.digits(2)}${random.of(signs)}`;

/** By the forms that the services describe; the variable says nothing where the form alone tells. */
export const secretKinds: readonly Kind[] = [
  ['AWS access key', 'value', (r) => `AKIA${r.text(16, base32)}`],
  ['AWS secret key', 'aws_secret_access_key', (r) => r.base64(40)],
  ['GitHub personal token', 'value', (r) => `ghp_${r.mixed(36)}`],
  ['GitHub fine-grained token', 'value', (r) => `github_pat_${r.mixed(22)}_${r.mixed(59)}`],
  ['GitHub app token', 'value', (r) => `ghs_${r.mixed(36)}`],
  ['GitLab token', 'value', (r) => `glpat-${r.base64Url(20)}`],
  ['Slack bot token', 'value', (r) => `xoxb-${r.digits(12)}-${r.digits(12)}-${r.mixed(24)}`],
  [
    'Slack webhook',
    'value',
    (r) => `https://hooks.slack.com/services/T${r.upper(10)}/B${r.upper(10)}/${r.mixed(24)}`,
  ],
  ['Stripe live key', 'value', (r) => `sk_live_${r.mixed(24)}`],
  ['Stripe restricted key', 'value', (r) => `rk_live_${r.mixed(24)}`],
  ['Google API key', 'value', (r) => `AIza${r.base64Url(35)}`],
  ['Hugging Face token', 'value', (r) => `hf_${r.text(34, 'abcdefghijklmnopqrstuvwxyz')}`],
  ['npm token', 'value', (r) => `npm_${r.lower(36)}`],
  ['PyPI token', 'value', (r) => `pypi-AgEIcHlwaS5vcmc${r.base64Url(70)}`],
  ['RubyGems key', 'value', (r) => `rubygems_${r.hex(48)}`],
  ['SendGrid key', 'value', (r) => `SG.${r.base64Url(22)}.${r.base64Url(43)}`],
  ['Twilio key', 'value', (r) => `SK${r.hex(32)}`],
  ['Mailgun key', 'mailgun_key', (r) => `key-${r.hex(32)}`],
  ['Mailchimp key', 'mailchimp_api_key', (r) => `${r.hex(32)}-us${1 + r.below(20)}`],
  ['Shopify token', 'value', (r) => `shpat_${r.hex(32)}`],
  ['Square token', 'value', (r) => `sq0atp-${r.base64Url(22)}`],
  ['Discord bot token', 'discord_token', (r) => r.hex(64)],
  ['Telegram bot token', 'telegram_token', (r) => `${r.digits(10)}:A${r.base64Url(34)}`],
  ['DigitalOcean token', 'value', (r) => `dop_v1_${r.hex(64)}`],
  ['Databricks token', 'value', (r) => `dapi${r.hex(32)}`],
  ['Datadog key', 'datadog_api_key', (r) => r.lower(40)],
  ['New Relic key', 'new_relic_api_key', (r) => `NRAK-${r.upper(27)}`],
  ['Grafana token', 'value', (r) => `glsa_${r.mixed(32)}_${r.hex(8)}`],
  ['Vault token', 'value', (r) => `hvs.${r.base64Url(95)}`],
  ['Doppler token', 'value', (r) => `dp.pt.${r.mixed(43)}`],
  ['Linear key', 'value', (r) => `lin_api_${r.mixed(40)}`],
  ['Postman key', 'value', (r) => `PMAK-${r.hex(24)}-${r.hex(34)}`],
  ['Pulumi token', 'value', (r) => `pul-${r.hex(40)}`],
  ['Terraform token', 'value', (r) => `${r.mixed(14)}.atlasv1.${r.base64Url(64)}`],
  ['PlanetScale token', 'value', (r) => `pscale_tkn_${r.base64Url(43)}`],
  ['Atlassian token', 'value', (r) => `ATATT3${r.base64Url(186)}`],
  ['Dynatrace token', 'value', (r) => `dt0c01.${r.upper(24)}.${r.upper(64)}`],
  ['Heroku key', 'heroku_api_key', (r) => r.uuid()],
  ['JSON web token', 'value', jwt],
  ['RSA private key', 'value', pem('RSA ')],
  ['EC private key in one line', 'value', inOneLine(pem('EC '))],
  ['OpenSSH private key', 'value', pem('OPENSSH ')],
  ['PostgreSQL URL', 'value', url('postgres', ':5432/shop')],
  ['MongoDB URL', 'value', url('mongodb+srv', '/shop?retryWrites=true')],
  ['Redis URL', 'value', url('redis', ':6379/0')],
  ['AMQP URL', 'value', url('amqp', '/')],
  [
    'SQL Server connection string',
    'value',
    (r) => `Server=db.internal;Database=shop;User Id=app;Password=${r.mixed(14)};`,
  ],
  [
    'Azure storage connection string',
    'value',
    (r) => `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${r.base64(86)}==`,
  ],
  ['password', 'db_password', password],
  ['password of letters', 'password', (r) => r.text(10, 'abcdefghijklmnopqrstuvwxyz')],
  ['passphrase', 'passphrase', password],
  ['client secret', 'client_secret', (r) => r.mixed(32)],
  ['API key', 'api_key', (r) => r.lower(24)],
  ['auth token', 'auth_token', (r) => r.base64Url(32)],
  ['random base64', 'value', (r) => r.base64(44)],
  ['random hex', 'value', (r) => r.hex(64)],
];
