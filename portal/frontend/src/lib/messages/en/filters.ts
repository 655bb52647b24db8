export const filters = {
  "filters.filter": "Filter",
  "filters.remove": "Remove the filter {filter}",
  "filters.clearSearch": "Clear the search",
} as const;
