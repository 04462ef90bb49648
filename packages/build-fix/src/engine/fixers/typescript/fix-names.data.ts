import type { Applicability } from '@hone/core';

/** What is thought of one kind of code fix. */
export interface FixName {
  /** How far it can be trusted; `never`: it hides the error, or is no answer to one. */
  applicability: Applicability | 'never';
  /** The lower is taken when several kinds are offered for one error. */
  rank: number;
  /** Codes for which it is `unsafe` though its kind is safe. */
  unsafeFor?: readonly number[];
}

const safe = (rank: number, unsafeFor?: readonly number[]): FixName => ({
  applicability: 'safe',
  rank,
  ...(unsafeFor && { unsafeFor }),
});
const unsafe = (rank: number): FixName => ({ applicability: 'unsafe', rank });
const manual = (rank: number): FixName => ({ applicability: 'manual', rank });
const never: FixName = { applicability: 'never', rank: 99 };

/** One `fixName` for several kinds of fix: told apart by how the description starts, the first that does. */
export const variants: Readonly<Record<string, readonly (readonly [start: string, variant: string])[]>> = {
  unusedIdentifier: [
    ['Remove import from', 'import'],
    ['Prefix', 'prefix'],
    ['Replace', 'infer'],
    ['', 'delete'],
  ],
  strictClassInitialization: [
    ['Add initializer', 'initializer'],
    ["Add 'undefined'", 'undefined'],
    ['', 'assertion'],
  ],
  returnValueCorrect: [
    ['Add a return statement', 'return'],
    ['', 'body'],
  ],
};

/**
 * TypeScript's code fixes by `fixName`, with the variant where there are several: those of the version that `load.ts`
 * loads (`registerCodeFix` in its source). What is not listed is not used. A `fixId` is no key: it is left out of an
 * action when the file has but one such error.
 *
 * Where the error leaves one reading, the fix is safe; where it is a guess at what was meant, unsafe; where it writes
 * code for a person to fill in, manual. `tools/oracles/build-fix-typescript` tells for the frequent ones how many make
 * the error go away, and how many give the text back that was there before it was broken.
 */
export const fixNames: Readonly<Record<string, FixName>> = {
  // Names that are missing. Which import is right is decided in `imports.ts`.
  import: safe(1),
  forgottenThisPropertyAccess: safe(2),
  spelling: unsafe(3),
  fixImportNonExportedMember: unsafe(4),
  addMissingConst: unsafe(5),
  fixMissingMember: unsafe(6),
  fixMissingProperties: manual(7),
  fixMissingAttributes: manual(7),
  fixMissingFunctionDeclaration: manual(7),

  // What is not used. The initializer of a variable goes with it, and a parameter is part of a signature.
  'unusedIdentifier:import': safe(1),
  'unusedIdentifier:prefix': safe(2),
  'unusedIdentifier:delete': unsafe(3),
  'unusedIdentifier:infer': safe(1),
  fixUnreachableCode: unsafe(1),
  fixUnusedLabel: safe(1),

  // Modules: what is erased is erased before and after.
  convertToTypeOnlyImport: safe(1),
  convertToTypeOnlyExport: safe(1),
  splitTypeOnlyImport: safe(1),
  addMissingResolutionModeImportAttribute: unsafe(1),
  addEmptyExportDeclaration: unsafe(1),
  invalidImportSyntax: unsafe(2),

  // Classes.
  fixOverrideModifier: safe(1),
  extendsInterfaceBecomesImplements: safe(1),
  constructorForDerivedNeedSuperCall: unsafe(1),
  classSuperMustPrecedeThisAccess: unsafe(1),
  addMissingDeclareProperty: unsafe(1),
  fixPropertyOverrideAccessor: unsafe(1),
  fixClassIncorrectlyImplementsInterface: manual(1),
  fixClassDoesntImplementInheritedAbstractMember: manual(1),
  'strictClassInitialization:initializer': unsafe(1),
  'strictClassInitialization:undefined': unsafe(2),
  'strictClassInitialization:assertion': never,
  addMissingInvocationForDecorator: unsafe(1),
  wrapDecoratorInParentheses: safe(1),
  fixUnreferenceableDecoratorMetadata: unsafe(1),

  // Promises.
  addMissingAwaitToInitializer: unsafe(1),
  addMissingAwait: unsafe(2),
  fixAwaitInSyncFunction: unsafe(1),
  addMissingAsync: unsafe(3),
  fixReturnTypeInAsyncFunction: safe(1),
  addVoidToPromise: unsafe(1),

  // Calls and returns.
  fixMissingCallParentheses: unsafe(1),
  removeAccidentalCallParentheses: unsafe(1),
  addMissingNewOperator: safe(1),
  'returnValueCorrect:return': unsafe(4),
  'returnValueCorrect:body': unsafe(5),
  addMissingParam: manual(7),
  addOptionalParam: manual(8),

  // Types and syntax with one reading.
  fixNoPropertyAccessFromIndexSignature: safe(1),
  correctQualifiedNameToIndexedAccessType: safe(1),
  convertLiteralTypeToMappedType: safe(1),
  fixConvertToMappedObjectType: safe(1),
  fixIncorrectNamedTupleSyntax: safe(1),
  fixAddModuleReferTypeMissingTypeof: safe(1),
  fixInvalidJsxCharacters_expression: safe(1),
  fixInvalidJsxCharacters_htmlEntity: unsafe(2),
  wrapJsxInFragment: unsafe(1),
  fixExpectedComma: unsafe(1),
  fixPropertyAssignment: unsafe(1),
  fixNaNEquality: unsafe(1),
  fixConvertConstToLet: unsafe(1),
  addOptionalPropertyUndefined: unsafe(6),
  addMissingConstraint: unsafe(5),
  addNameToNamelessParameter: unsafe(1),
  fixImplicitThis: unsafe(1),
  inferFromUsage: unsafe(1),
  fixMissingTypeAnnotationOnExports: unsafe(1),
  jdocTypes: unsafe(1),
  deleteUnmatchedParameter: unsafe(2),
  renameUnmatchedParameter: unsafe(1),

  // These hide the error, change what is checked, or install something.
  addConvertToUnknownForNonOverlappingTypes: never,
  disableJsDiagnostics: never,
  fixCannotFindModule: never,
  fixEnableJsxFlag: never,
  fixModuleOption: never,
  fixTargetOption: never,

  // Suggestions of an editor; no error asks for them.
  annotateWithTypeFromJSDoc: never,
  convertFunctionToEs6Class: never,
  convertToAsyncFunction: never,
  convertToEsModule: never,
  convertTypedefToType: never,
  removeUnnecessaryAwait: never,
  requireInTs: never,
  useBigintLiteral: never,
  useDefaultImport: never,
};
