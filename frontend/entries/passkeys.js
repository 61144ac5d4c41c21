// Passkeys and security keys: forms marked data-passkey (create, get or login) are sent with the
// answer of the device in their field "credential".
const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const base64urlOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const withBytes = (descriptors) => descriptors?.map((each) => ({ ...each, id: bytesOf(each.id) }));

/** Creates a key; a passwordless one lives on the device and asks who is there. */
async function create({ publicKey }, passwordless) {
  const selection = { ...publicKey.authenticatorSelection };
  if (passwordless !== undefined) {
    selection.residentKey = passwordless ? "required" : "discouraged";
    selection.requireResidentKey = passwordless;
    if (passwordless) selection.userVerification = "required";
  }
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      authenticatorSelection: selection,
      challenge: bytesOf(publicKey.challenge),
      user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
    },
  });
}

async function get({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
}

/** The JSON form of WebAuthn level 3, which fewer browsers make themselves. */
function toJson(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = base64urlOf(credential.response[name]);
  }
  const transports = credential.response.getTransports?.();
  if (transports) response.transports = transports;
  return {
    id: credential.id,
    rawId: base64urlOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

const onPage = () => JSON.parse(document.getElementById("js_data").textContent);

async function fromServer(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`no options: ${response.status}`);
  return response.json();
}

const deeds = {
  create: (form) => create(onPage().creation_options, form.elements.passwordless?.checked),
  get: () => get(onPage().request_options),
  login: async (form) => get((await fromServer(form.action)).request_options),
};

function problemOf(error) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return "cancelled";
  if (error.name === "InvalidStateError") return "known";
  if (error.name === "NotSupportedError" || error.name === "SecurityError") return "unsupported";
  return "failed";
}

function tell(form, problem) {
  for (const each of form.querySelectorAll("[data-problem]")) each.hidden = each.dataset.problem !== problem;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell(form, null);
    if (!window.PublicKeyCredential) {
      tell(form, "unsupported");
      return;
    }
    try {
      form.elements.credential.value = JSON.stringify(toJson(await deeds[form.dataset.passkey](form)));
      form.submit();
    } catch (error) {
      tell(form, problemOf(error));
    }
  });
}
