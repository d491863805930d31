/** The edges of each detector: what just is a secret, and what just is none. */

import { describe, expect, it } from 'vitest';
import { B, b64, P, redaction, S, W, part } from './samples.ts';

const R = '[redacted]';

describe.each<[string, readonly (readonly [text: string, shown: string])[]]>([
  [
    'what stands behind a sign',
    [
      [`GET /x?key=${S}&page=2`, `GET /x?key=${R}&page=2`],
      ['GET /x?code=short&page=2', 'GET /x?code=short&page=2'],
      ['session: 12 of 20', 'session: 12 of 20'],
      ['token: x8Jk2wq is bad', `token: ${R}`],
      ['got token: x8Jk2wq, sorry', `got token: ${R}, sorry`],
      [`auth: bearer ${W}`, `auth: bearer ${R}`],
      [`"msg": "sent Authorization: ${W}", "user"`, `"msg": "sent Authorization: ${R}", "user"`],
      [
        String.raw`{"a":"{\"x\":\"x-token: sunny day\"}"}`,
        String.raw`{"a":"{\"x\":\"x-token: [redacted]\"}"}`,
      ],
      [`curl -H \\"X-Token: ${W}\\" x`, `curl -H \\"X-Token: ${R}\\" x`],
      [`password is ${P}`, `password is ${R}`],
      [`Authorization: ${'x'.repeat(5000)}`, `Authorization: ${R}`],
      ['a pass for two', 'a pass for two'],
      [`<password>${W}`, `<password>${R}`],
      [`<b>password=${W}</b>`, `<b>password=${R}</b>`],
      [`of password=${W}<b`, `of password=${R}<b`],
      [`password=a<${W}`, `password=${R}`],
      ['got token=12 of 20', 'got token=12 of 20'],
      [`PGPASSWORD: ${W} two`, `PGPASSWORD: ${R}`],
      [
        "say 'the Cookie: a=b' x",
        expect.stringMatching(/^say 'the Cookie: a=\[cookie [\da-f]{8}\]' x$/) as string,
      ],
      [`password:\n  - ${W}`, `password:\n  - ${R}`],
      [`password:\n  ${W}\nb: 1`, `password:\n  ${R}\nb: 1`],
      [`token:\n  ${S}\n`, `token:\n  ${R}\n`],
      ['session:\n  id: 7\n', 'session:\n  id: 7\n'],
      [`'Cookie: a=b' x`, expect.stringMatching(/^'Cookie: a=\[cookie [\da-f]{8}\]' x$/) as string],
      [
        'Cookie: a=b\r\nHost: x',
        expect.stringMatching(/^Cookie: a=\[cookie [\da-f]{8}\]\r\nHost: x$/) as string,
      ],
      [
        String.raw`Cookie: a=b\r\nHost: x`,
        expect.stringMatching(/^Cookie: a=\[cookie [\da-f]{8}\]\\r\\nHost: x$/) as string,
      ],
      [
        String.raw`"head: cookie: a=b\"`,
        expect.stringMatching(/^"head: cookie: a=\[cookie [\da-f]{8}\]\\"$/) as string,
      ],
      [
        String.raw`cookie: a="b;c\d`,
        expect.stringMatching(/^cookie: a=\[cookie [\da-f]{8}\]; \[redacted\]$/) as string,
      ],
      [
        `{"cookies": {"sid": "${S}", "theme": "dark"}, "a": "b"}`,
        expect.stringMatching(
          /^\{"cookies": \{"sid": "\[cookie .{8}\]", "theme": "\[cookie .{8}\]"\}, "a": "b"\}$/,
        ) as string,
      ],
      ['Missing cookie: session', 'Missing cookie: session'],
      [`{"tokens": [{\\"a\\": \\"${S}\\"`, `{"tokens": ${R}`],
      [`{"password": ["is required"]}`, `{"password": ["is required"]}`],
      [`password = {${W}} x`, `password = ${R}`],
      ['DB_PASSWORD=a\\nb c\\nPORT=1', `DB_PASSWORD=${R}\\nPORT=1`],
      [`pass: 'it''s ${W}'`, `pass: '${R}'`],
      [`{"passphrase": "${part('may the force be with you')}"}`, `{"passphrase": "${R}"}`],
      [`{"password": "${'x y '.repeat(60)}"}`, `{"password": "${R}"}`],
      [`password: "password":"${W}"`, `password: "${R}":"${R}"`],
      [String.raw`{"a":"password: \"password\":\"${W}\""}`, String.raw`{"a":"password: \"${R}\":\"${R}\""}`],
      [`token: 'password' => '${W}'`, `token: '${R}' => '${R}'`],
      [`got password: password: ${W}`, `got password: ${R} ${R}`],
      [`got password: password : ${W} x`, `got password: ${R} : ${R} x`],
      [`with password "password": "${W}"`, `with password "${R}": "${R}"`],
      [`password: "user": "jane"`, `password: "${R}": "jane"`],
      [`password: "${'x y '.repeat(30)}": "jane"`, `password: "${R}": "jane"`],
    ],
  ],
  [
    'a sentence',
    [
      [`with token '${'long word '.repeat(20)}'`, `with token '${R}'`],
      ['token 12.5% is left', 'token 12.5% is left'],
      ['token ./src/token.ts:12 is not read', 'token ./src/token.ts:12 is not read'],
      [`token ./src/${B} is read`, `token ${R} is read`],
      [`with password 'it's ${W}' given`, `with password '${R}' given`],
      [`password 'abc'd`, `password '${R}'d`],
      ['12 codes phrase', '12 codes phrase'],
      ['--- key', '--- key'],
      ['Bearer abcdefghijklmnopqrstuvwx', `Bearer ${R}`],
      ['Bearer nothing', 'Bearer nothing'],
      ['basic training', 'basic training'],
      ['Basic ', 'Basic '],
      [`/token/${S}/x`, `/token/${R}/x`],
      ['/token/reset-your-password-now', '/token/reset-your-password-now'],
    ],
  ],
  [
    'a name',
    [
      [String.raw`a\npassword=${W}`, String.raw`a\npassword=${R}`],
      [String.raw`a\tpassword=${W}`, String.raw`a\tpassword=${R}`],
      [String.raw`a\pin=4711`, String.raw`a\pin=${R}`],
      ['. key=1', '. key=1'],
      [`p${'a'.repeat(80)}ssword=x`, `p${'a'.repeat(80)}ssword=x`],
    ],
  ],
  [
    'an address',
    [
      ['{"to": "\\"odd name\\"@example.net"}', '{"to": "[email at example.net]"}'],
      ['"odd name"@example.net', '[email at example.net]'],
      [`${'x'.repeat(80)}"@example.net`, `${'x'.repeat(80)}"@example.net`],
      [`'o'neill@example.ie'`, `'[email at example.ie]'`],
      ['a@b', 'a@b'],
      ['x://a:b/c d@', 'x://a:b/c d@'],
      ['https://user@host.example/x@y.zz', 'https://user@host.example/[email at y.zz]'],
      [`https://${B}@host.example/`, `https://${R}@host.example/`],
      ['https://a:1@b://c:d@e/', `https://a:${R}@b://c:${R}@e/`],
      ['x://a:b/c@d://e', `x://a:${R}@d://e`],
      ['x://a:b/c@d?e=f@g', `x://a:${R}@d?e=f@g`],
      ['x://a:b@c/d@', `x://a:${R}@`],
      ['http://host:8080/a@b', 'http://host:8080/a@b'],
      [`http://a:${P}/x?${S}@b/`, `http://a:${R}@b/`],
      [`see node_modules/abc@1.0.0 and mailto:x@y`, `see node_modules/abc@1.0.0 and mailto:x@y`],
      [`app:${P}@localhost`, `app:${R}@localhost`],
      ['mysql -p\n -pabc', 'mysql -p\n -pabc'],
    ],
  ],
  [
    'a number',
    [
      ['4111 1111 1111', '4111 1111 1111'],
      ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
      ['deadbeef4111111111111111', 'deadbeef4111111111111111'],
      ['+4111111111111111', '+4111111111111111'],
      ['4111 1111-1111 1111', '4111 1111-1111 1111'],
      ['41 1111 11111 11111 11', '41 1111 11111 11111 11'],
      ['41111111 11111111', '[card ending in 1111]'],
      ['4111 111111111111', '4111 111111111111'],
      ['DE89 3704 0044 0532 0130 001', 'DE89 3704 0044 0532 0130 001'],
      ['DE89 3704 0044', 'DE89 3704 0044'],
      ['DE89 3704/0044 0532 0130 00', 'DE89 3704/0044 0532 0130 00'],
      ['DE89-3704.0044_0532 0130 00', '[IBAN ending in 3000]'],
      ['DE89   3704 0044 0532 0130 00', 'DE89   3704 0044 0532 0130 00'],
      ['XX89 3704 0044 0532 0130 00', 'XX89 3704 0044 0532 0130 00'],
      ['id 900-70-1234', 'id [SSN]'],
      ['id 666-70-1234', 'id 666-70-1234'],
    ],
  ],
  [
    'SQL',
    [
      [
        `insert into a (b, password) values (now(), '${W}'), (lower('x'), 'y,z')`,
        `insert into a (b, password) values (now(), ${R}), (lower('x'), ${R})`,
      ],
      [
        `insert into a (password) values (default), (null), (?)`,
        `insert into a (password) values (default), (null), (?)`,
      ],
      [`insert into a (password) values (\\"${W}\\"`, `insert into a (password) values (${R}`],
      [`INSERT INTO a (password) VALUES ('${W}', `, `INSERT INTO a (password) VALUES (${R}, `],
      [`INSERT INTO a (password) VALUES ('${W}',`, `INSERT INTO a (password) VALUES (${R},`],
      [
        `Failed query: select 1 from a where token = ?\nparams: ${W}`,
        `Failed query: select 1 from a where token = ?\nparams: ${R}`,
      ],
      [
        `Failed query: select $1 from a where token = $2\nparams: a,b,c`,
        `Failed query: select $1 from a where token = $2\nparams: ${R}`,
      ],
      [`token\nparams: a`, `token\nparams: a`],
      [`token: \nparams: a`, `token: \nparams: a`],
    ],
  ],
  [
    'a long run',
    [
      [`x.atlasv1.${B}${B.slice(0, 8)}`, 'x.[Terraform key]'],
      ['é'.repeat(20), 'é'.repeat(20)],
      [`x ${b64('just a text, nothing to hide')} y`, `x ${b64('just a text, nothing to hide')} y`],
      [`x ${b64(`héllo password=${P} wörld`)} y`, 'x [base64 with secrets] y'],
      [
        `x ${b64('a text of ordinary words, then ')}gICA y`,
        `x ${b64('a text of ordinary words, then ')}gICA y`,
      ],
      [`\\n${part('sk_live_')}${S}`, '\\n[Stripe key]'],
      [`ok${part('sk_live_')}${S}`, `ok${part('sk_live_')}${S}`],
      [`%20${part('sk_live_')}${S}`, '%20[Stripe key]'],
      [`-----BEGIN PRIVATE KEY----- ${W}`, `-----BEGIN PRIVATE KEY-----${R}`],
    ],
  ],
  [
    'another way to write',
    [
      [`‘password’: “${W}”`, `‘password’: “${R}”`],
      [`a\u2028password=${W}`, `a\u2028password=${R}`],
      [`\u001bpassword=${W}`, `\u001bpassword=${R}`],
      [`password=${W}\u001b`, `password=${R}\u001b`],
      [`pa\u00adss\u200bword=${W}`, `pa\u00adss\u200bword=${R}`],
      [`ｐａｓｓｗｏｒｄ＝${W}`, `ｐａｓｓｗｏｒｄ＝${R}`],
      [`&#112;assword&#x3d;${W}`, `&#112;assword&#x3d;${R}`],
      [`%ff password%3D${W}`, `%ff password%3D${R}`],
      [`%c3%28 password%3D${W}`, `%c3%28 password%3D${R}`],
      [`%c0%80 password%3D${W}`, `%c0%80 password%3D${R}`],
      [String.raw`\x70assword=${W}`, String.raw`\x70assword=${R}`],
      ['日本語 text ①', '日本語 text ①'],
      [`%2570assword=${W}&a=b`, `%2570assword=${R}&a=b`],
      [`password%253D${W}%2526a%253Db`, `password%253D${R}%2526a%253Db`],
      [
        `?q=%25257B%252522pin%252522%25253A%252522${W}%252522`,
        `?q=%25257B%252522pin%252522%25253A%252522${R}%252522`,
      ],
      [
        `&amp;quot;password&amp;quot;:&amp;quot;${W}&amp;quot;`,
        `&amp;quot;password&amp;quot;:&amp;quot;${R}&amp;quot;`,
      ],
      [`%5Cu0070assword%3D${W}`, `%5Cu0070assword%3D${R}`],
      ['mail=jane%252Eroe%2540example.com', 'mail=[email at example.com]'],
      ['%25252525 of 100%25', '%25252525 of 100%25'],
    ],
  ],
])('R32 %s', (_what, rows) => {
  it.each(rows)('%j', (text, shown) => {
    expect(redaction.text(text)).toEqual(shown);
  });
});

describe('what is remembered', () => {
  it('is forgotten when it becomes much', () => {
    for (let index = 0; index < 1500; index++) {
      expect(redaction.text(`no secret ${index}`)).toBe(`no secret ${index}`);
      expect(redaction.text(`token_${index}=${W}`)).toBe(`token_${index}=${R}`);
    }
    const characters = Array.from({ length: 5000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join(
      '',
    );
    expect(redaction.text(characters)).toBe(characters);
    for (let index = 0; index < 80; index++) {
      const text = `no secret ${index}${' of many words'.repeat(280)}`;
      expect(redaction.text(text)).toBe(text);
    }
  });
});

it.each(['password=hunter2secret\\', 'password: "x", token=hunter2secret\\'])(
  'R32 a value may end with a backslash, and the text with it: %j',
  (text) => {
    expect(redaction.text(text)).not.toContain('hunter2secret');
  },
);
