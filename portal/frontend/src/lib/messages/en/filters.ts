export const filters = {
  "filters.filter": "Filter",
  "filters.add": "Add a filter",
  "filters.by": "Filter by",
  "filters.all": "Filters",
  "filters.remove": "Remove the filter {filter}",
  "filters.clearAll": "Clear all filters",
  "filters.clearSearch": "Clear the search",
  "filters.find": "Find",
  "filters.noneFound": "Nothing found",
} as const;
