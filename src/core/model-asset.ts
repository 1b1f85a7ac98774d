/** One weights file, staged from a pinned npm package into `public/models/` and served from our own origin. */
export interface ModelAsset {
  readonly id: string;
  /** File name under `models/`. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What it does: an i18n key under `models.jobs`. */
  readonly job: string;
  readonly network: string;
  readonly licence: string;
  /** Where the licence statement was found: in the package, upstream, or inferred. */
  readonly licenceEvidence: 'package' | 'upstream' | 'inferred';
  /** Whose work the weights are, as their licence names them. */
  readonly copyright: string;
  /** What the package and the upstream project say about the licence, in a sentence or two. */
  readonly licenceNote: string;
  readonly source: {
    readonly package: string;
    readonly version: string;
    readonly path: string;
    /** A network of our own: the file is part of this repository (package and path name it) and is never fetched. */
    readonly committed?: true;
    /** The staged file is made from these files by `scripts/`; size and sha-256 are those of the result. */
    readonly convert?: { readonly from: 'tfjs-graph-model'; readonly weightsPath: string };
  };
  readonly usedBy: readonly string[];
}
