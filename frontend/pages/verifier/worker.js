import { lead, serve } from "../../verify/leading.js";

serve(self, { verify: lead });
