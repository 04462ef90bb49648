/** What of a comment states why a line has to stay. A heading (`# Optional`, `# Features`, `# Testing`) states nothing. */
const REASONS: readonly RegExp[] = [
  /\b(?:hone|deptry|machete):\s*(?:keep|ignore)\b|\bkeep (?:this|it|in sync|at|below|even|though|for|because|until)\b|^keep\b/i,
  /\b(?:do not|don'?t|never) (?:remove|drop|delete|touch)\b/i,
  /\b(?:CVE-\d{4}-\d+|GHSA-[\w-]+|PYSEC-[\d-]+|RUSTSEC-[\d-]+|security|vulnerab\w*|advisor(?:y|ies))\b/i,
  // Versions: held because of something, or for something.
  /\bpin(?:s|ned|ning)?\b.*\b(?:because|since|until|due|for|to|as|by|of|breaks?|fails?|does(?: not|n'?t)|bug|issue)\b|\bpin(?:s|ned|ning)?\b.*(?:#\d|https?:)/i,
  /\b(?:in)?compat\w*|\bconflicts?\b|\bwork-?around\b|\bminimal[- ]versions?\b|\bminver\b|\bmsrv\b/i,
  // Others: who needs it, when, and how it comes to be used without being named.
  /\b(?:required|needed|used|wanted|expected|loaded|imported|called|installed)\b(?: \w+)? (?:by|for|at|to|in|via|through|when|from|as|on)\b/i,
  /\b(?:needs?|requires?|wants|uses|imports?|loads|expects) (?:it|this|that|to be|at|for)\b|\bruntime (?:only|dep\w*)\b/i,
  /\b(?:transitive|indirect)(?:ly)?\b.*\b(?:of|for|by|via|through|from|pin\w*|version)\b|\bnot (?:directly )?(?:used|imported) (?:directly|by us|in (?:the|our) code)\b|\bnot directly (?:used|imported)\b/i,
  /\bimplicit(?:ly)?\b|\b(?:plugin|extra|backend|driver|engine|optional dep\w*) (?:for|of)\b|\bside[- ]effects?\b/i,
  // Crates: features of others, code that is linked or written.
  /\b(?:enabl|activat|forc|unif)\w*\b.*\b(?:features?|versions?|for|in|of|on)\b|\bvendored?\b|\blinked (?:against|in|to|with)\b|\blinks? (?:against|only)\b|\b(?:macros?|derive\w*|generated code)\b.*\b(?:expand|use|need|require|refer|name|generat)\w*/i,
];

/** What says the contrary. */
const GONE =
  /\bno longer (?:used|needed|required)\b|\bnot (?:needed|required)\b|\bcan be (?:removed|dropped)\b|^(?:un|not )used\b(?! directly| by us| in )/i;

/** Whether a comment beside a declaration states why it has to stay: security, compatibility, who needs it. */
export function statesReason(comment: string): boolean {
  if (/\bhone:\s*keep\b/i.test(comment)) return true;
  return !GONE.test(comment) && REASONS.some((reason) => reason.test(comment));
}
