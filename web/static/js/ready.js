// Pages whose scripts have nothing to wait for say so: tests and tools look for `data-ready`.

document.body.dataset.ready = "";
