package densa.files;

/**
 * What is known of a CSV file before it is looked at.
 *
 * @param tabs whether the delimiter is a tabulator
 * @param header whether a line names the columns
 */
record CsvForm(boolean tabs, boolean header) {}
