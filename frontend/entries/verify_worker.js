// Verifies a record away from the page, which stays quick; see frontend/verify/leading.js.
import { lead, serve } from "../verify/leading.js";

serve(self, { verify: lead });
