const OTHER: Readonly<Record<string, string>> = {
  'district-agency': 'district-agency-2',
  'district-agency-2': 'district-agency',
  'city-agency': 'city-agency-2',
  'city-agency-2': 'city-agency',
};
/** Somebody else of the same office. */
export const otherThan = (username: string): string => OTHER[username] ?? username;
