/** The part of SARIF 2.1.0 that Hone writes. */

export interface SarifLog {
  $schema: string;
  version: '2.1.0';
  runs: SarifRun[];
}

export interface SarifRun {
  tool: { driver: SarifDriver };
  originalUriBaseIds: Record<string, { description: SarifText }>;
  columnKind: 'utf16CodeUnits';
  results: SarifResult[];
}

export interface SarifDriver {
  name: string;
  version?: string;
  informationUri?: string;
  rules: SarifRule[];
}

export interface SarifRule {
  id: string;
  shortDescription?: SarifText;
  fullDescription?: SarifText;
  helpUri?: string;
  defaultConfiguration?: { level: string };
}

export interface SarifText {
  text: string;
}

export interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: SarifText;
  locations?: SarifLocation[];
  relatedLocations?: SarifLocation[];
  partialFingerprints: Record<string, string>;
  fixes?: SarifFix[];
  properties?: { hint?: string; suggestions?: { description: string; applicability: string }[] };
}

export interface SarifLocation {
  id?: number;
  message?: SarifText;
  physicalLocation: { artifactLocation: SarifArtifactLocation; region?: SarifRegion };
}

export interface SarifArtifactLocation {
  uri: string;
  uriBaseId: string;
}

export interface SarifRegion {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

export interface SarifFix {
  description: SarifText;
  artifactChanges: {
    artifactLocation: SarifArtifactLocation;
    replacements: { deletedRegion: SarifRegion; insertedContent: SarifText }[];
  }[];
  properties: { applicability: string };
}
