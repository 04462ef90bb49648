/** One instruction of a Dockerfile: its keyword in capitals, its text on one line, and where it stands. */
export interface Instruction {
  keyword: string;
  text: string;
  /** 1-based, of the first and the last line. */
  line: number;
  lastLine: number;
  /** Index of its stage; -1 before the first. */
  stage: number;
}

/** Instructions of a Dockerfile, continued lines joined; here-documents belong to the instruction that opens them. */
export function parseInstructions(text: string): Instruction[] {
  const lines = text.split(/\r?\n/);
  const instructions: Instruction[] = [];
  let stage = -1;
  for (let at = 0; at < lines.length; at++) {
    const start = /^\s*([A-Za-z]+)\s+(.*)$/.exec(lines[at]!);
    if (!start) continue;
    const line = at + 1;
    let whole = start[2]!;
    while (/\\\s*$/.test(whole) && at + 1 < lines.length) {
      at++;
      const next = /^\s*#/.test(lines[at]!) ? '\\' : lines[at]!.trim();
      whole = `${whole.replace(/\\\s*$/, '')}${next}`;
    }
    const here = /<<-?\s*['"]?([A-Za-z_]\w*)/.exec(whole)?.[1];
    while (here !== undefined && at + 1 < lines.length && lines[++at]!.trim() !== here);
    const keyword = start[1]!.toUpperCase();
    if (keyword === 'FROM') stage++;
    instructions.push({ keyword, text: whole, line, lastLine: at + 1, stage });
  }
  return instructions;
}

/** The names of its stages, and the image of each. */
export function stagesOf(instructions: readonly Instruction[]): { image: string; name?: string }[] {
  const values = new Map<string, string>();
  const stages: { image: string; name?: string }[] = [];
  for (const { keyword, text, stage } of instructions) {
    const argument = /^(\w+)=["']?([^"'\s]*)/.exec(text);
    if (keyword === 'ARG' && stage < 0 && argument) values.set(argument[1]!, argument[2]!);
    const from = keyword === 'FROM' ? /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(text) : null;
    if (!from) continue;
    const image = from[1]!.replace(
      /\$\{?(\w+)(?::-([^}]*))?\}?/g,
      (_, name: string, other = '') => values.get(name) ?? other,
    );
    stages.push({ image, ...(from[2] !== undefined && { name: from[2] }) });
  }
  return stages;
}

/** The image at the bottom of a stage that may stand on others. */
export function baseImage(stages: readonly { image: string; name?: string }[], stage: number): string | undefined {
  let at = stage;
  for (;;) {
    const image = stages[at]?.image;
    const below = stages.findIndex(({ name }, index) => index < at && name?.toLowerCase() === image?.toLowerCase());
    if (image === undefined || below < 0) return image;
    at = below;
  }
}

/** The package manager of an image, as its name tells. Official images without `alpine` in the tag are Debian's. */
export function packageManager(image: string): 'apt' | 'apk' | 'dnf' | undefined {
  const [name = '', tag = ''] = image.split('/').at(-1)!.split(/[:@]/);
  if (/alpine/.test(tag) || name === 'alpine') return 'apk';
  if (/^(?:fedora|rockylinux|almalinux|centos|ubi\d*|amazonlinux)/.test(name)) return 'dnf';
  const debian =
    /^(?:debian|ubuntu|python|node|rust|golang|gcc|ruby|php|buildpack-deps|openjdk|eclipse-temurin|perl|uv)$/;
  return debian.test(name) || /(?:bookworm|bullseye|trixie|jammy|noble|slim)/.test(tag) ? 'apt' : undefined;
}
