/** Raised, like that of the command, when any rule would count any election differently. */
export const VERSION = "1";
