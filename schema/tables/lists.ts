/** Closed lists of words that only the tables have. */

export const verdicts = ['clean', 'stripped', 'reject', 'flagged'] as const;
export const confidences = ['high', 'medium', 'low'] as const;

/**
 * What decided the unit of a document.
 *
 * - `decision`: a person · `document`: its own words name a division of the national list
 * - `site`: a bare name (统计局), and the registry knows whose site it stands on
 * - `registry`: a name under a portal of the registry, the division not known
 * - `copy`: it stands where nothing vouches for it, and names a unit that is known from elsewhere
 */
export const unitResolutions = ['decision', 'document', 'site', 'registry', 'copy'] as const;

/**
 * Why the unit of a report is not known.
 *
 * - `no_name`: it names no body · `clone`: a copy on a host that is not its owner's
 * - `unregistered_host`: nothing vouches for the host, and no report elsewhere names the body
 * - `no_division`: the body is named, of which division is not, and the site is not in the registry
 * - `set_aside`: a person decided that it is no source
 */
export const unresolvedReasons = [
  'no_name',
  'clone',
  'unregistered_host',
  'no_division',
  'set_aside',
] as const;

/** By the digit that stands for each in `version_check.outcomes`. */
export const checkOutcomes = ['pass', 'fail', 'not-assessable'] as const;
