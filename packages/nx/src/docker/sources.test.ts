import { expect, it } from 'vitest';
import { contextSources } from './sources.js';

it.each([
  ['COPY a/b ./c/ /app/', ['a/b', 'c']],
  ['ADD --chown=1:1 --link a.tar /', ['a.tar']],
  ['COPY ["a b", "c", "/app/"]', ['a b', 'c']],
  ['COPY "a" \'b\' /app', ['a', 'b']],
  ['COPY . /app', []],
  ['COPY --from=build /out /out', []],
  ['ADD https://example.org/a.tar git@example.org:a.git /', []],
  ['COPY <<EOF /etc/motd', []],
  ['copy libs/*/pyproject.toml src/[ab] /app/', ['libs', 'src']],
  ['ARG LIB="billing"\nCOPY libs/${LIB}/src $LIB ${OTHER:-x} ${UNKNOWN}/y /app/', ['billing', 'libs/billing/src', 'x']],
  ['ENV A=a B=$A/b\nCOPY $B /', ['a/b']],
  ['COPY a \\\n# a comment\n  b \\\n  /c', ['a', 'b']],
  ['# escape=`\nCOPY a `\n b c:\\app', ['a', 'b']],
  ['ONBUILD COPY later /app', ['later']],
  ['COPY ../../outside/x /', ['outside/x']],
  ['RUN --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,from=x,source=y cp z .', ['uv.lock']],
  ['RUN --mount=src=a,target=a --mount=type=secret,source=b true', ['a']],
  ['COPY', []],
  ['RUN echo COPY a b', []],
])('%j reads %j', (text, expected) => {
  expect(contextSources(text)).toEqual(expected);
  expect(contextSources(text.replaceAll('\n', '\r\n'))).toEqual(expected);
});
