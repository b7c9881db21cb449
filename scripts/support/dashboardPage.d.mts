export function buildDashboardPage(
  folder: string,
  options?: { readonly production?: boolean },
): Promise<void>;
