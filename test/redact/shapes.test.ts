/** Secrets told by what they look like, wherever they stand. */

import { describe, expect, it } from 'vitest';
import { neutral } from '../../src/record/neutral.ts';
import { B, b64, redaction, S, W, part, type Case } from './samples.ts';

const CASES: readonly Case[] = [
  ['visa', `card 4111111111111111 x`, '4111111111111111'],
  ['visa dots', `4111.1111.1111.1111`, '4111.1111.1111.1111'],
  ['visa under', `4111_1111_1111_1111`, '4111_1111_1111_1111'],
  ['visa slash', `4111/1111/1111/1111`, '4111/1111/1111/1111'],
  ['visa zwsp', '4111\u200b1111\u200b1111\u200b1111', '4111\u200b1111'],
  ['visa each space', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
  ['visa arabic', '٤١١١١١١١١١١١١١١١', '٤١١١١١١١١١١١١١١١'],
  ['visa endash', '4111–1111–1111–1111', '4111–1111–1111–1111'],
  ['visa nl', '4111\n1111\n1111\n1111', '4111\n1111\n1111\n1111'],
  ['visa dbl', '4111  1111  1111  1111', '4111  1111  1111  1111'],
  ['visa tab', '4111\t1111\t1111\t1111', '4111\t1111\t1111\t1111'],
  ['visa prefix', 'pan:4111111111111111;', '4111111111111111'],
  ['visa glued', 'CARD4111111111111111END', '4111111111111111'],
  ['visa plus', 'card=4111+1111+1111+1111', '4111+1111+1111+1111'],
  ['visa enc dash', '4111%2D1111%2D1111%2D1111', '4111%2D1111%2D1111%2D1111'],
  ['mc2', '2223003122003222', '2223003122003222'],
  ['amex', '3782-822463-10005', '3782-822463-10005'],
  ['amex sp', '3714 496353 98431', '3714 496353 98431'],
  ['diners14', '30569309025904', '30569309025904'],
  ['discover', '6011 1111 1111 1117', '6011 1111 1111 1117'],
  ['jcb', '3530111333300000', '3530111333300000'],
  ['unionpay', '6200000000000005', '6200000000000005'],
  ['maestro19', '6759 6498 2643 8453', '6759 6498 2643 8453'],
  ['ansi card', '4111\u001b[31m1111\u001b[0m11111111', '1111\u001b[0m11111111'],
  ['softhyphen', '4111\u00ad1111\u00ad1111\u00ad1111', '4111\u00ad1111\u00ad1111\u00ad1111'],
  ['math digits', '𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏', '𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏'],
  ['thin space', '4111\u20091111\u20091111\u20091111', '4111\u20091111\u20091111\u20091111'],
  ['iban compact', `to DE89370400440532013000.`, 'DE89370400440532013000'],
  ['iban lower', `de89 3704 0044 0532 0130 00`, 'de89 3704 0044 0532 0130 00'],
  ['iban dash', `GB29-NWBK-6016-1331-9268-19`, 'GB29-NWBK-6016-1331-9268-19'],
  ['iban nbsp', 'NL91\u00a0ABNA\u00a00417\u00a01643\u00a000', 'NL91\u00a0ABNA\u00a00417\u00a01643\u00a000'],
  ['iban mt', 'MT84MALT011000012345MTLCAST001S', 'MT84MALT011000012345MTLCAST001S'],
  ['iban json', '{"iban":"FI2112345600000785"}', 'FI2112345600000785'],
  ['ssn json', '{"ssn":"212-09-7694"}', '212-09-7694'],
  ['ssn key compact', '{"ssn":"212097694"}', '212097694'],
  ['ssn endash', 'SSN 212–09–7694', '212–09–7694'],
  ['ssn spaced', 'SSN 212 09 7694 given', '212 09 7694'],
  ['email angle', 'From: Jane <jane.roe@example.com>', 'jane.roe@example.com'],
  ['email mailto', 'mailto:jane@example.com', 'jane@example.com'],
  ['email query', '?email=jane%40example.com&x=1', 'jane%40example.com', 'x=1'],
  ['email short', 'a@b.co bounced', 'a@b.co', 'bounced'],
  ['aws key', `key AKIA${part('IOSFODNN7EXAMPLE')}`, 'IOSFODNN7EXAMPLE'],
  [
    'aws secret bare',
    `(${part('wJalrXUtnFEMI')}${part('/K7MDENG/bPxRfiCYEXAMPLEKEY')})`,
    'K7MDENG/bPxRfiCYEXAMPLEKEY',
  ],
  ['bare base62', `unexpected argument ${B}`, B],
  [
    'bare base64 secret',
    `unexpected argument ${b64(JSON.stringify({ password: W, user: 'x' }))}`,
    b64(JSON.stringify({ password: W, user: 'x' })),
  ],
  ['bare b64 basic in url', `/x?auth=${b64('jane:' + W)}`, b64('jane:' + W)],
  ['stripe', `No such key: ${'sk_live_' + B.slice(0, 24)}`, B.slice(0, 24)],
  ['twilio', `auth ${'SK' + '0123456789abcdef'.repeat(2)}`, '0123456789abcdef'.repeat(2)],
  [
    'gcp sa',
    `{"type":"service_account","private_key_id":"x","private_key":"-----BEGIN PRIVATE KEY-----\\n${B}\\n-----END PRIVATE KEY-----\\n"}`,
    B,
  ],
  ['pem trunc', `-----BEGIN RSA PRIVATE KEY-----\n${B}`, B],
  [
    'openssh',
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${B}\n-----END OPENSSH PRIVATE KEY-----\nafter`,
    B,
    'after',
  ],
  ['pgp', `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${B}\n-----END PGP PRIVATE KEY BLOCK-----`, B],
  ['github zw', 'gh\u200bp_' + B, B],
  ['azure ad', `secret? abc8Q~${B.slice(0, 30)}_x`, B.slice(0, 30)],
  ['sendgrid', `SG.${B.slice(0, 22)}.${B + B.slice(0, 10)}`, B],
  ['discord bot', `M${part('TIzNDU2Nzg5MDEyMzQ1Njc4')}.G${part('abcde')}.${B}`, B],
  ['google oauth', `ya29.${B}`, B],
  ['npm tok', `npm_${B}abcd`, B],
  ['vault', `hvs.${B}`, B],
  ['openai proj', `sk-proj-${B}`, B],
  ['backslash pw', JSON.stringify({ password: 'back\\slash' + S }), S],
  ['tab pw', `{"password":"new\\t${S}"}`, S],
  ['comma pw', `password=${W},9${S}`, S],
  ['amp pw', `PASSWORD=${W}&${S}`, S],
  ['semi pw json', `{"password":"a;b&c ${S}"}`, S],
  ['lt pw', `password='<b>${S}</b>'`, S],
  ['space env', `A=1\nDB_PASSWORD=a b ${S} d\nB=2`, S, 'B=2'],
  ['quote in env', `DB_PASSWORD=ab"${S}\nB=2`, S, 'B=2'],
  ['winston meta', `error: login failed {"password":"${W}","user":"jane"}`, W, 'jane'],
  ['logfmt first', `password=${W} user=jane`, W, 'jane'],
  ['kv colon mid', `auth failed user:jane password:${W} ip:10.0.0.1`, W, '10.0.0.1'],
  ['arrow', `password -> ${W}`, W],
  ['pipe table', `| password | ${W} |`, W],
  ['csrf meta', `<meta name="csrf-token" content="${S}">`, S],
  ['hidden in path', `/api/token=${S}/x`, S],
];

describe('R32 a secret told by its shape', () => {
  it.each(CASES)('%s', (...[, text = '', secret = '', kept = '']) => {
    const shown = redaction.text(text);
    expect(shown).not.toContain(secret);
    expect(shown).toContain(kept);
    expect(neutral(shown, 8192)).not.toContain(secret);
    expect(redaction.text(shown)).toBe(shown);
  });
});
