import { perform } from "../../trustee/working.js";
import { serve } from "../../verify/leading.js";

serve(self, { deed: perform });
