export function InitWizard({ draftId }: { draftId: string; step: string | undefined }) {
  return draftId;
}
