// Loads the page again when the API has a result; says so when the server stays away.
const place = document.querySelector("[data-state]");
const told = document.getElementById("told");
const every_ms = 1500;

async function look() {
  try {
    const answer = await fetch(place.dataset.state, { headers: { Accept: "application/json" } });
    if (!answer.ok || (await answer.json()).finished) return location.reload();
    told.textContent = "Waiting for the result…";
  } catch {
    told.textContent = "The demo cannot be reached; trying again…";
  }
  setTimeout(look, every_ms);
}

setTimeout(look, every_ms);
