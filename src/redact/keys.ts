/** Which names stand for secrets: whole words, in camel, snake, kebab, header and dotted case. */

import { once, pattern } from '../once.ts';
import { fold } from './scan.ts';

/** What a name says about its value. */
export type Verdict =
  | 'harmless'
  /** Always a secret. */
  | 'secret'
  /** A secret as a value, though also a word of sentences: "Invalid token: jwt malformed". */
  | 'noun'
  /** Cookies, of which the names may stay. */
  | 'cookie';

/** One word, or several put together. In the spirit of the lists of Django and Sentry, and in the languages of the web. */
const SECRETS =
  'password passwords passwd pwd pass passphrase passcode pword psw pw userpass secret secrets pin otp totp cvv cvc cvn csc ' +
  'cardcode securitycode verificationcode mfacode twofactorcode onetimecode onetimepassword smscode authcode backupcode ' +
  'backupcodes recoverycode recoverycodes recoveryphrase seedphrase mnemonic accesscode logincode resetcode confirmationcode ' +
  'cardnumber creditcard debitcard ccnumber ccnum cardno creditcardnumber ssn socialsecurity socialsecuritynumber ' +
  'authorization proxyauthorization jwt htpasswd pgpass sshpass jaasconfig accountkey identified ' +
  'senha contrasena contrasenya clave palavrapasse motdepasse mdp passwort kennwort losungswort wachtwoord losenord ' +
  'adgangskode kodeord passord salasana haslo heslo parola sifre jelszo lozinka geslo slaptazodis matkhau katasandi ' +
  'пароль κωδικος סיסמה 密码 密碼 口令 パスワード 暗証番号 비밀번호 암호 รหัสผ่าน पासवर्ड';

const NOUNS =
  'token tokens auth auths session sessions sessid sessionid csrf xsrf bearer credential credentials cred creds ' +
  'signature sig connectsid apikeys pat';

const COOKIES = 'cookie cookies setcookie';

/** What makes a `key` secret; alone it is the name of a column, a cache entry, a translation. */
const KEYS =
  'api access secret private priv signing sign encryption encrypt decryption crypt cipher master insert ingest license licence ' +
  'service shared auth admin deploy ssh pgp gpg rsa dsa ecdsa ed25519 hmac jwt session cookie csrf webhook ca app application ' +
  'integration rest server consumer recovery unlock wallet seed tls ssl subscription function storage account write merchant ' +
  'publishing bot rapidapi developer client';

/** In one word with something before it: `dbpassword`, `jsessionid`. */
const ENDINGS =
  /(?:passwords?|passwd|passphrase|passwort|passcode|senha|secret|token|apikey|secretkey|privatekey|accesskey|sess(?:ion)?id)\d*$/;

const TOKENS = /(?:token|sess(?:ion)?id)\d*$/;

/** After a secret's name: what is told of the secret, not itself. `tokenCount`, `password_changed_at`. */
const ABOUT = new Set(
  (
    'count counts counter length len size type types name names expiry expires expired expiration expire exp ttl timeout duration ' +
    'age at date time timestamp url uri path endpoint host policy policies rule rules strength status state enabled disabled ' +
    'required valid invalid version algorithm alg limit limits max min used usage total budget format field fields column input ' +
    'label placeholder prefix attempts attempt retries failures changed updated created rotated rotation index position kind scope ' +
    'scopes issuer audience provider manager store file files method class error errors page mode validator check match mismatch ' +
    'schema handler middleware controller router module in ms seconds minutes hours days by id ids exception failure failed warning denied reset resets required only ' +
    'lifetime level cost costs quota rate bucket'
  ).split(' '),
);

/** Before a secret's name: a question, or a number of them. `hasPassword`, `max_tokens`. */
const ASKS = new Set(
  'is has had should can must need needs requires use uses max min num total prompt completion input output cached reasoning public'.split(
    ' ',
  ),
);

/** Of these the identifier is what must be kept. */
const IDENTIFIED = new Set(['session', 'sess', 'secret']);

const TAILS = /(?:key|code|number|phrase|pass(?:word|e)?|token|secret|security|card|session|sid)s?$/;

const verdictsByWord = once(
  (): ReadonlyMap<string, Verdict> =>
    new Map([
      ...SECRETS.split(' ').map((word) => [fold(word), 'secret'] as const),
      ...NOUNS.split(' ').map((word) => [word, 'noun'] as const),
      ...COOKIES.split(' ').map((word) => [word, 'cookie'] as const),
      ...KEYS.split(' ').flatMap((word) => [
        [`${word}key`, 'secret'] as const,
        [`${word}keys`, 'secret'] as const,
      ]),
    ]),
);

/** What every name of a secret has somewhere, for the first look at a text. */
export function stemsOfSecrets(): readonly string[] {
  return [...verdictsByWord().keys(), 'sid'].map((word) => TAILS.exec(word)?.[0] ?? word);
}

const LONGEST_PHRASE = 4;
const MAX_REMEMBERED = 1000;

export interface KeyJudge {
  readonly verdictOf: (key: string) => Verdict;
  /** Whether its values may be shown, whatever else is told by it. */
  readonly isAllowed: (key: string) => boolean;
  /** Stems of the names that were added. */
  readonly stems: readonly string[];
}

/**
 * @param more further names of secrets
 * @param allowed names whose values may be shown
 */
export function createKeyJudge(more: readonly string[], allowed: readonly string[]): KeyJudge {
  const phrases = new Set(more.map((key) => wordsOf(key).join('')));
  const fine = new Set(allowed.map((key) => wordsOf(key).join('')));
  const longest = Math.max(LONGEST_PHRASE, ...more.map((key) => wordsOf(key).length));
  const remembered = new Map<string, Verdict>();
  return { verdictOf, isAllowed: (key) => fine.has(wordsOf(key).join('')), stems: more.flatMap(stemsOf) };

  function verdictOf(key: string): Verdict {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const verdict = judge(key);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, verdict);
    return verdict;
  }

  function judge(key: string): Verdict {
    const words = wordsOf(key);
    if (words.length === 0 || fine.has(words.join(''))) return 'harmless';
    // Elsewhere it is the identifier of any resource: `account_sid`.
    if (/^(?:connect\.)?sid$/i.test(key)) return 'noun';
    if (phrases.size > 0 && phrasesIn(words, longest).some((phrase) => phrases.has(phrase))) return 'secret';
    return verdictOfWords(words);
  }
}

/** Whether an object under such a name has members that tell for themselves. */
export function holdsMembers(key: string): boolean {
  return /(?:auths?|sessions?|cred(?:ential)?s?)$/i.test(key);
}

function verdictOfWords(words: readonly string[]): Verdict {
  const about = words.at(-1)!;
  if (words.length > 1 && ABOUT.has(about) && !(about === 'id' && IDENTIFIED.has(words.at(-2)!)))
    return 'harmless';
  if (words.length > 1 && ASKS.has(words[0]!)) return 'harmless';
  let verdict: Verdict = 'harmless';
  for (const phrase of phrasesIn(words, LONGEST_PHRASE)) {
    const found =
      verdictsByWord().get(phrase) ??
      (ENDINGS.test(phrase) ? (TOKENS.test(phrase) ? 'noun' : 'secret') : undefined);
    if (found === 'secret') return found;
    if (found !== undefined && verdict !== 'cookie') verdict = found;
  }
  return verdict;
}

/** Each run of up to `longest` words, put together; numbers at the end of a word do not count. */
function phrasesIn(words: readonly string[], longest: number): string[] {
  const phrases: string[] = [];
  for (let start = 0; start < words.length; start++) {
    let phrase = '';
    for (let end = start; end < words.length && end < start + longest; end++) {
      phrase += words[end]!;
      phrases.push(phrase, phrase.replace(/\d+$/, ''));
    }
  }
  return phrases;
}

const MAX_WORDS = 16;
const HUMP = pattern(String.raw`([\p{Ll}\d])(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})`, 'gu');
const BETWEEN_WORDS = pattern(String.raw`[^\p{L}\p{M}\p{N}]+`, 'u');

/** Of a dotted name the last part tells: `session.ts` is a file. */
export function wordsOf(key: string): string[] {
  return key
    .slice(key.lastIndexOf('.', key.length - 2) + 1)
    .replaceAll(HUMP(), '$1$2 ')
    .split(BETWEEN_WORDS(), MAX_WORDS)
    .filter((word) => word !== '')
    .map(fold);
}

/** However its words are joined, a text that has the name has one of these. */
function stemsOf(key: string): string[] {
  const words = wordsOf(key);
  return ['', '_', '.', ' '].map((joint) => words.join(joint));
}
