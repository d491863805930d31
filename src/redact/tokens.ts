/** Keys and tokens that can be told by their shape: what each provider puts before them, and what may follow. */

import { once } from '../once.ts';
import { HIDDEN, type Span } from './spans.ts';

const JWT_REST = String.raw`[\w-]{6,}={0,2}\.[\w+/-]{6,}={0,2}(?:\.[\w+/-]*={0,2}){0,3}`;

interface Shape {
  readonly name: string;
  /** Ends at what the token must begin with. */
  readonly opening: string;
  readonly pattern: RegExp;
}

/**
 * Provider, constant opening, what follows it as a regular expression. Lengths are lower bounds: providers change them,
 * and what was cut short is still most of a secret.
 */
const TABLE: readonly (readonly [name: string, opening: string, rest: string])[] = [
  // At least a header and a payload, which are JSON: a signature may have been cut off.
  ...['eyJ', 'eyAi', 'ewog'].map((opening) => ['JWT', opening, JWT_REST] as const),
  ['1Password', 'A3-', '[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}'],
  ['1Password', 'ops_', 'eyJ[\\w+/-]{40,}={0,3}'],
  ['Adobe', 'p8e-', '[A-Za-z0-9]{32}'],
  ['age', 'AGE-SECRET-KEY-1', '[A-Z0-9]{20,}'],
  ['Airtable', 'pat', '[A-Za-z0-9]{14}\\.[a-f0-9]{32,64}'],
  ['Alibaba', 'LTAI', '[A-Za-z0-9]{12,24}'],
  ['Anthropic', 'sk-ant-', '[\\w-]{16,}'],
  ['Artifactory', 'AKCp', '[A-Za-z0-9]{40,}'],
  ['Artifactory', 'cmVmd', '[A-Za-z0-9]{50,}'],
  ['Atlassian', 'ATATT3', '[\\w=-]{20,}'],
  ['Atlassian', 'ATCTT3', '[\\w=-]{20,}'],
  ['Atlassian', 'ATBB', '[A-Za-z0-9]{28,}'],
  ['Authress', 'sc_', '[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[\\w+/=-]{20,}'],
  ['Authress', 'ext_', '[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[\\w+/=-]{20,}'],
  ['Authress', 'scauth_', '[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[\\w+/=-]{20,}'],
  ['Authress', 'authress_', '[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[\\w+/=-]{20,}'],
  ['AWS', 'AKIA', '[A-Z0-9]{12,}'],
  ['AWS', 'ASIA', '[A-Z0-9]{12,}'],
  ['AWS', 'ABIA', '[A-Z0-9]{12,}'],
  ['AWS', 'ACCA', '[A-Z0-9]{12,}'],
  ['AWS', 'AROA', '[A-Z0-9]{16,}'],
  ['AWS', 'AIDA', '[A-Z0-9]{16,}'],
  ['AWS', 'A3T', '[A-Z0-9]{17}'],
  ['AWS Bedrock', 'ABSK', '[\\w+/]{40,}={0,2}'],
  ['AWS Bedrock', 'bedrock-api-key-', '[\\w+/=-]{8,}'],
  ['Buildkite', 'bkua_', '[a-f0-9]{30,}'],
  ['Brevo', 'xkeysib-', '[A-Za-z0-9-]{20,}'],
  ['Brevo', 'xsmtpsib-', '[A-Za-z0-9-]{20,}'],
  ['CircleCI', 'CCIPAT_', '\\w{20,}'],
  ['ClickHouse', '4b1d', '[A-Za-z0-9]{38}'],
  ['Clojars', 'CLOJARS_', '[A-Za-z0-9]{20,}'],
  ['Cloudflare', 'v1.0-', '[a-f0-9]{24}-[a-f0-9]{60,}'],
  ['Cloudflare', 'cfut_', '\\w{30,}'],
  ['Contentful', 'CFPAT-', '[\\w-]{30,}'],
  ['Databricks', 'dapi', '[a-f0-9]{32}(?:-\\d)?'],
  ['Datadog', 'ddapi_', '\\w{20,}'],
  ['DigitalOcean', 'dop_v1_', '[a-f0-9]{32,}'],
  ['DigitalOcean', 'doo_v1_', '[a-f0-9]{32,}'],
  ['DigitalOcean', 'dor_v1_', '[a-f0-9]{32,}'],
  ['Docker', 'dckr_pat_', '[\\w-]{20,}'],
  ['Docker', 'dckr_oat_', '[\\w-]{20,}'],
  ['Doppler', 'dp.', '(?:pt|st|ct|scim|audit|sa|said)\\.[\\w.-]{30,}'],
  ['Dropbox', 'sl.', '[\\w=-]{60,}'],
  ['Duffel', 'duffel_', '(?:test|live)_[\\w=-]{20,}'],
  ['Dynatrace', 'dt0', '[a-z]\\d{2}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20,}'],
  ['EasyPost', 'EZAK', '[A-Za-z0-9]{40,}'],
  ['EasyPost', 'EZTK', '[A-Za-z0-9]{40,}'],
  ['Facebook', 'EAA', '[A-Za-z0-9]{50,}'],
  ['Figma', 'figd_', '[\\w-]{20,}'],
  ['Flutterwave', 'FLWSECK', '(?:_TEST)?-[A-Za-z0-9]{12,}(?:-X)?'],
  ['Flutterwave', 'FLWPUBK', '(?:_TEST)?-[A-Za-z0-9]{12,}(?:-X)?'],
  ['Fly.io', 'fo1_', '[\\w-]{30,}'],
  ['Fly.io', 'fm1', '[ar]_[\\w+/]{40,}={0,3}'],
  ['Fly.io', 'fm2_', '[\\w+/]{40,}={0,3}'],
  ['Frame.io', 'fio-u-', '[\\w=-]{40,}'],
  ['GitHub', 'ghp_', '[A-Za-z0-9]{20,}'],
  ['GitHub', 'gho_', '[A-Za-z0-9]{20,}'],
  ['GitHub', 'ghu_', '[A-Za-z0-9]{20,}'],
  ['GitHub', 'ghs_', '[A-Za-z0-9]{20,}'],
  ['GitHub', 'ghr_', '[A-Za-z0-9]{20,}'],
  ['GitHub', 'github_pat_', '\\w{20,}'],
  ['GitLab', 'glpat-', '[\\w-]{16,}(?:\\.\\w{9,})?(?:\\.\\w+)?'],
  ['GitLab', 'glcbt-', '[\\w-]{16,}'],
  ['GitLab', 'gldt-', '[\\w-]{16,}'],
  ['GitLab', 'glffct-', '[\\w-]{16,}'],
  ['GitLab', 'glft-', '[\\w-]{16,}'],
  ['GitLab', 'glimt-', '[\\w-]{16,}'],
  ['GitLab', 'glagent-', '[\\w-]{30,}'],
  ['GitLab', 'gloas-', '[\\w-]{30,}'],
  ['GitLab', 'glptt-', '[\\w-]{20,}'],
  ['GitLab', 'glrt-', '[\\w-]{16,}(?:\\.\\w{9,})?'],
  ['GitLab', 'glrtr-', '[\\w-]{16,}'],
  ['GitLab', 'glsoat-', '[\\w-]{16,}'],
  ['GitLab', 'glwt-', '[\\w-]{16,}'],
  ['GitLab', 'GR1348941', '[\\w-]{16,}'],
  ['GitLab', '_gitlab_session=', '[A-Za-z0-9]{16,}'],
  ['GoCardless', 'live_', '(?=\\w*\\d)[\\w-]{30,}'],
  ['GoCardless', 'sandbox_', '(?=\\w*\\d)[\\w-]{30,}'],
  ['Google', 'AIza', '[\\w-]{30,}'],
  ['Google', 'ya29.', '[\\w.-]{20,}'],
  ['Google', 'GOCSPX-', '[\\w-]{20,}'],
  ['Grafana', 'eyJrIjoi', '[\\w+/-]{20,}={0,3}'],
  ['Grafana', 'glc_', '[\\w+/]{20,}={0,3}'],
  ['Grafana', 'glsa_', '\\w{20,}'],
  ['Groq', 'gsk_', '[A-Za-z0-9]{30,}'],
  ['Harness', 'pat.', '[\\w-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}'],
  ['Harness', 'sat.', '[\\w-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}'],
  ['HashiCorp Vault', 'hvs.', '[\\w-]{20,}'],
  ['HashiCorp Vault', 'hvb.', '[\\w-]{20,}'],
  ['HashiCorp Vault', 'hvr.', '[\\w-]{20,}'],
  ['Heroku', 'HRKU-', '[\\w-]{30,}'],
  ['Hugging Face', 'hf_', '[A-Za-z]{20,}[A-Za-z0-9]*'],
  ['Hugging Face', 'api_org_', '[A-Za-z]{20,}[A-Za-z0-9]*'],
  ['Infracost', 'ico-', '[A-Za-z0-9]{32}'],
  ['Intra42', 's-s4t2', '(?:ud|af)-[a-f0-9]{40,}'],
  ['LaunchDarkly', 'sdk-', '[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}'],
  ['Linear', 'lin_', '(?:api|oauth)_[A-Za-z0-9]{20,}'],
  ['Lob', 'test_', '(?:pub_)?[a-f0-9]{30,}'],
  ['Mailchimp', 'md-', '[\\w-]{22}'],
  ['Mailgun', 'key-', '[a-f0-9]{32}'],
  ['Mailgun', 'pubkey-', '[a-f0-9]{32}'],
  ['Mapbox', 'sk.eyJ', '[\\w.-]{20,}'],
  ['Mapbox', 'pk.eyJ', '[\\w.-]{20,}'],
  ['Mercado Pago', 'APP_USR-', '[\\w-]{30,}'],
  ['New Relic', 'NRAK-', '[A-Za-z0-9]{20,}'],
  ['New Relic', 'NRJS-', '[A-Za-z0-9]{12,}'],
  ['New Relic', 'NRII-', '[\\w-]{20,}'],
  ['New Relic', 'NRAA-', '[A-Za-z0-9]{20,}'],
  ['Netlify', 'nfp_', '\\w{30,}'],
  ['Notion', 'ntn_', '[A-Za-z0-9]{30,}'],
  ['Notion', 'secret_', '[A-Za-z0-9]{40,}'],
  ['npm', 'npm_', '[A-Za-z0-9]{30,}'],
  ['NuGet', 'oy2', '[a-z0-9]{43}'],
  ['NVIDIA', 'nvapi-', '[\\w-]{30,}'],
  ['Octopus Deploy', 'API-', '[A-Z0-9]{25,}'],
  ['OpenAI', 'sk-', '(?=[\\w-]*\\d)[\\w-]{20,}'],
  ['OpenAI', 'sess-', '[A-Za-z0-9]{30,}'],
  ['OpenShift', 'sha256~', '[\\w-]{30,}'],
  ['PayPal', 'access_token$', '(?:production|sandbox)\\$[a-z0-9]{16}\\$[a-f0-9]{32}'],
  ['Perplexity', 'pplx-', '[A-Za-z0-9]{30,}'],
  ['Pinecone', 'pcsk_', '\\w{30,}'],
  ['PlanetScale', 'pscale_', '(?:tkn|oauth|pw)_[\\w=.-]{24,}'],
  ['PostHog', 'phx_', '[A-Za-z0-9]{30,}'],
  ['PostHog', 'phc_', '[A-Za-z0-9]{30,}'],
  ['Postman', 'PMAK-', '[A-Fa-f0-9]{24}-[A-Fa-f0-9]{20,}'],
  ['Prefect', 'pnu_', '[A-Za-z0-9]{30,}'],
  ['Pulumi', 'pul-', '[a-f0-9]{40}'],
  ['PyPI', 'pypi-', 'Ag[\\w-]{40,}'],
  ['Razorpay', 'rzp_', '(?:live|test)_[A-Za-z0-9]{10,}'],
  ['ReadMe', 'rdme_', '[a-z0-9]{40,}'],
  ['Replicate', 'r8_', '[A-Za-z0-9]{30,}'],
  ['Resend', 're_', '(?=\\w*\\d)[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,}'],
  ['RubyGems', 'rubygems_', '[a-f0-9]{40,}'],
  ['Scalingo', 'tk-us-', '[\\w-]{40,}'],
  ['Segment', 'sgp_', '[A-Za-z0-9_]{40,}'],
  ['SendGrid', 'SG.', '[\\w=.-]{40,}'],
  ['Sentry', 'sntrys_', '[\\w+/=-]{40,}'],
  ['Sentry', 'sntryu_', '[a-f0-9]{40,}'],
  ['Settlemint', 'sm_', '[aps]at_[A-Za-z0-9]{16,}'],
  ['Shippo', 'shippo_', '(?:live|test)_[A-Fa-f0-9]{30,}'],
  ['Shopify', 'shpat_', '[A-Fa-f0-9]{32}'],
  ['Shopify', 'shpca_', '[A-Fa-f0-9]{32}'],
  ['Shopify', 'shppa_', '[A-Fa-f0-9]{32}'],
  ['Shopify', 'shpss_', '[A-Fa-f0-9]{32}'],
  ['Shopify', 'shptka_', '[A-Fa-f0-9]{32}'],
  ['Slack', 'xox', '[a-z][.-]?[\\w.-]{10,}'],
  ['Slack', 'xapp-', '\\d-[A-Za-z0-9]+-\\d+-[A-Za-z0-9]+'],
  ['Slack', 'hooks', '.slack.com/(?:services|workflows|triggers)/[\\w+/]{16,}'],
  ['Snyk', 'snyk_', '[\\w.-]{30,}'],
  ['Square', 'EAAA', '[\\w-]{22,60}'],
  ['Square', 'sq0', '[a-z]{3}-[\\w-]{20,}'],
  ['Stripe', 'sk_', '(?:test|live|prod)_[A-Za-z0-9]{8,}'],
  ['Stripe', 'rk_', '(?:test|live|prod)_[A-Za-z0-9]{8,}'],
  ['Freemius', 'sk_', '(?=\\S{0,26}\\d)[^\\s"\'`,;]{24,40}'],
  ['Stripe', 'whsec_', '[\\w+/=]{16,}'],
  ['Supabase', 'sbp_', '[A-Za-z0-9_]{30,}'],
  ['Supabase', 'sb_secret_', '[\\w-]{16,}'],
  ['Tailscale', 'tskey-', '[\\w-]{16,}'],
  ['Terraform', 'atlasv1.', '[\\w=-]{40,}'],
  ['Tines', 'tines_', '\\w{30,}'],
  ['Twilio', 'SK', '[a-f0-9]{32}'],
  ['Vercel', 'vercel_', '\\w{20,}'],
  ['xAI', 'xai-', '[A-Za-z0-9]{40,}'],
  ['Yandex', 'AQVN', '[\\w-]{30,}'],
  ['Zuplo', 'zpka_', '\\w{30,}'],
  ['Microsoft Teams', 'IncomingWebhook/', '[\\w/-]{30,}'],
  ['Discord', 'api/webhooks/', '\\d{15,20}/[\\w-]{30,}'],
];

export const TOKEN_OPENINGS: readonly string[] = TABLE.map(([, opening]) => opening);

/** By their first two letters, so that few are tried at a place. */
const shapesByHead = once(() => {
  const byHead = new Map<string, Shape[]>();
  for (const [name, opening, rest] of TABLE) {
    const head = opening.slice(0, 2);
    const escaped = opening.replaceAll(/[$.+*?()[\]{}|\\]/g, String.raw`\$&`);
    const shape = { name, opening, pattern: new RegExp(escaped + rest, 'y') };
    byHead.set(head, [...(byHead.get(head) ?? []), shape]);
  }
  return byHead;
});

/** @param hits where tokens may begin, ascending */
export function findTokens(text: string, hits: readonly number[], spans: Span[]): void {
  const shapes = shapesByHead();
  let done = 0;
  for (const hit of hits) {
    if (hit < done) continue;
    for (const { name, opening, pattern } of shapes.get(text.slice(hit, hit + 2)) ?? []) {
      if (!text.startsWith(opening, hit) || isInWord(text, hit, opening)) continue;
      pattern.lastIndex = hit;
      if (!pattern.test(text)) continue;
      done = pattern.lastIndex;
      spans.push({ start: hit, end: done, shown: name === 'JWT' ? '[JWT]' : `[${name} key]` });
      break;
    }
  }
}

/** A long opening is no accident wherever it stands; an escaped line break before it is no letter. */
function isInWord(text: string, start: number, opening: string): boolean {
  if (opening.length >= 6 && /[^A-Za-z]/.test(opening)) return false;
  if (!/[A-Za-z0-9]/.test(text[start - 1] ?? '')) return false;
  return (
    !(text[start - 2] === '\\' && /[nrt]/.test(text[start - 1]!)) &&
    !/%[0-9A-Fa-f]{2}$/.test(text.slice(Math.max(0, start - 3), start))
  );
}

/** Private keys in their armour, whole or cut off, on one line or many. */
export function findPrivateKeys(text: string, spans: Span[]): void {
  ARMOUR.lastIndex = 0;
  for (let found = ARMOUR.exec(text); found !== null; found = ARMOUR.exec(text)) {
    const start = found.index + found[0].length;
    const footer = text.indexOf('-----END', start);
    const end = footer < 0 ? text.length : footer;
    spans.push({ start, end, shown: HIDDEN });
    ARMOUR.lastIndex = end;
  }
}

const ARMOUR = /-----BEGIN[ A-Z0-9_-]{0,40}PRIVATE KEY(?: BLOCK)?-----/gi;
