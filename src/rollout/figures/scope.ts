/** Whose rollouts are counted: those of one repository, or all where it is null. */
export interface FigureScope {
  readonly repository: string | null;
}

export const subjectInScope = '(:repository IS NULL OR subject.repository = :repository)';

/** The same of records that name a subject, without a look at each one's subject. */
export const recordInScope = `(:repository IS NULL
  OR subject_id IN (SELECT id FROM subject WHERE repository = :repository))`;

/**
 * The rewards that tell how good docs are: what was rebuilt from a doc that the model wrote. Those
 * of a doc that a person wrote, or of the signature alone, say nothing of the model's docs.
 */
export const ofDrawnDocs = 'documentation_id IS NOT NULL AND reward IS NOT NULL';
