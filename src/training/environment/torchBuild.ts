/** What pip says of a package that it would install: `pip install --dry-run --report -`. */
interface Report {
  readonly install: readonly {
    readonly metadata: { readonly version: string; readonly requires_dist?: readonly string[] };
  }[];
}

/**
 * True if the build of torch that pip would install is the one for this machine. A version such as
 * `+cpu`, `+cu130` or `+rocm7.1` says what a build is for. PyPI's own says nothing: for Linux it
 * brings gigabytes of CUDA, of a version that the card's driver may not know.
 * @param report pip's, of torch alone.
 */
export function suitsMachine(
  report: string,
  hasCard: boolean,
  platform: NodeJS.Platform = process.platform,
): boolean {
  const [torch] = (JSON.parse(report) as Report).install;
  if (!torch) return false;
  const { version, requires_dist = [] } = torch.metadata;
  const isForCard = /\+(cu|rocm)/.test(version);
  return hasCard ? isForCard : !isForCard && !requires_dist.some((one) => isCuda(one, platform));
}

function isCuda(requirement: string, platform: NodeJS.Platform): boolean {
  if (!/^(nvidia|cuda)-/.test(requirement) || /extra ==/.test(requirement)) return false;
  return platform === 'linux' || !requirement.includes('platform_system == "Linux"');
}
