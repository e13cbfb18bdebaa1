/** What screens ask of the rows, all in memory with unsent actions laid over. */
export { loadRows } from "./rows_disk";
export { find, keepSearchWarm, search, warmSearch } from "./rows_search";
export { byTag, sampleView } from "./rows_view";
